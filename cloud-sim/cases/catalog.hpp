#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "soundcheck/v1/knowledge.pb.h"

namespace soundcheck::cloud {

/// What a case needs to know of a fault.
struct FaultFacts {
  std::string severity;   ///< "s1" to "s4"
  std::string layer;      ///< "wifi", "network", "audio", "firmware", "system"
  std::string level;      ///< whose queue: "l1" or "l2"
  bool alarming = false;  ///< raises a case without anybody's complaint
  std::map<std::string, std::string> remedies;  ///< id -> its confirming probe

  /// Those of all its remedies.
  std::set<std::string> confirming_probes() const;
};

/// The knowledge base as the cases read it.
class FaultCatalog {
 public:
  FaultCatalog() = default;
  explicit FaultCatalog(const v1::KnowledgeBase& base);

  /// Null for a fault that this knowledge base does not have.
  const FaultFacts* find(const std::string& fault_id) const;
  /// Whether a remedy restarts the device or changes its firmware, so that two
  /// operators must want it. False for one that is not known here: the device
  /// then says so.
  bool is_disruptive(const std::string& remedy_id) const {
    return disruptive_.contains(remedy_id);
  }

 private:
  std::map<std::string, FaultFacts> faults_;
  std::set<std::string> disruptive_;
};

}  // namespace soundcheck::cloud
