#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "agent/cli/evidence/recorded_diagnosis.hpp"

namespace soundcheck::bench {

/// What one recorded speaker answers, whoever asks.
struct Case {
  std::string name;  ///< of its file
  diagnosis::Question question{""};
  std::vector<std::string> truth;  ///< empty: a healthy one
  std::map<std::string, diagnosis::ProbeEvidence> answers;  ///< by probe
  std::map<std::string, double> seconds;                    ///< by probe
  double took_s = 0;  ///< the recorded diagnosis itself, all in all
};

/// Every *.json of the folder, in the order of their names. Exits with a
/// message on the first that cannot be used.
std::vector<Case> read_cases(const std::filesystem::path& folder);

}  // namespace soundcheck::bench
