#pragma once

#include <string>
#include <vector>

#include "agent/cli/evidence/recorded_diagnosis.hpp"
#include "agent/diagnosis/knowledge.hpp"

namespace soundcheck::cli {

struct Replay {
  diagnosis::Diagnosis diagnosis;
  bool same_knowledge = false;
  /// How it differs from what was concluded then, one sentence each.
  std::vector<std::string> differences;
};

/// Concludes once more from what was recorded.
Replay replay(const RecordedDiagnosis& recorded,
              const diagnosis::Knowledge& knowledge);

}  // namespace soundcheck::cli
