#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agent/diagnosis/diagnosis.hpp"
#include "probes/board/result.hpp"

namespace soundcheck::cli {

/// One diagnosis with all it was made from, as `soundcheck diagnose` saves and
/// prints it (--save, --json), and as the cloud's API has it in a command.
struct RecordedDiagnosis {
  std::string knowledge_hash;
  diagnosis::Question question{""};
  /// In the order in which it was asked; ages are those at the end.
  std::vector<diagnosis::ProbeEvidence> evidence;
  diagnosis::Diagnosis concluded;  ///< ids and numbers only, no evidence
  /// What was run besides, after the diagnosis ("more_results").
  std::vector<diagnosis::ProbeEvidence> more;
  double took_s = 0;            ///< from the question to the conclusion
  std::vector<double> seconds;  ///< of each of `evidence`, then of `more`
  /// What was broken, by who knows ("truth"); empty: nothing, or not told.
  std::vector<std::string> truth;
};

/// Errors: parse, with the place: "results[2].outcome: ...".
Result<RecordedDiagnosis> parse_recorded_diagnosis(std::string_view text);

}  // namespace soundcheck::cli
