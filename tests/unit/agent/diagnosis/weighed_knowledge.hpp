#pragma once

#include <string>
#include <vector>

#include "agent/diagnosis/knowledge.hpp"

namespace soundcheck::test {

/// Builds knowledge for the arithmetic: one probe "probe.X" and one gate "X"
/// for each finding "X", unless said otherwise.
class WeighedKnowledge {
 public:
  WeighedKnowledge& fault(std::string id,
                          double prior,
                          std::vector<std::string> remedies = {});
  WeighedKnowledge& finding(std::string id, double leak);
  WeighedKnowledge& link(const std::string& fault,
                         const std::string& finding,
                         double probability);
  /// With the rule that `finding`, which names the gate, names `fault`.
  WeighedKnowledge& gate(const std::string& finding,
                         std::string ladder,
                         const std::string& fault,
                         double probability = 0.9);

  unsigned place_of_fault(const std::string& id) const;
  unsigned place_of_finding(const std::string& id) const;

  diagnosis::Knowledge knowledge;
};

}  // namespace soundcheck::test
