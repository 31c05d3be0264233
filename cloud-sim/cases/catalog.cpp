#include "cloud-sim/cases/catalog.hpp"

#include <algorithm>

#include "cloud-sim/wire/words.hpp"

namespace soundcheck::cloud {
namespace {

const v1::Remedy* find_remedy(const v1::KnowledgeBase& base,
                              const std::string& id) {
  for (const auto& remedy : base.remedies())
    if (remedy.id() == id)
      return &remedy;
  return nullptr;
}

/// Level 1 tells an owner what to do and does what can be undone. Where neither
/// helps, somebody who knows more must look.
bool helps_at_level_1(const v1::Remedy& remedy) {
  return remedy.actor() != v1::ACTOR_SUPPORT ||
         (remedy.reversible() && remedy.consent_class() != "disruptive");
}

FaultFacts facts_of(const v1::KnowledgeBase& base, const v1::FaultText& fault) {
  FaultFacts facts;
  facts.severity = word(fault.severity());
  facts.layer = word(fault.layer());
  facts.alarming = fault.severity() == v1::SEVERITY_S1 ||
                   fault.severity() == v1::SEVERITY_S2;
  bool simple = false;
  for (const auto& id : fault.remedy_ids()) {
    const auto* remedy = find_remedy(base, id);
    if (remedy == nullptr)
      continue;
    facts.remedies[id] = remedy->confirming_probe();
    simple = simple || helps_at_level_1(*remedy);
  }
  const bool grave_inside = fault.severity() == v1::SEVERITY_S1 &&
                            (fault.layer() == v1::LAYER_FIRMWARE ||
                             fault.layer() == v1::LAYER_SYSTEM);
  facts.level = simple && !grave_inside ? "l1" : "l2";
  return facts;
}

}  // namespace

std::set<std::string> FaultFacts::confirming_probes() const {
  std::set<std::string> probes;
  for (const auto& [id, probe] : remedies)
    if (!probe.empty())
      probes.insert(probe);
  return probes;
}

FaultCatalog::FaultCatalog(const v1::KnowledgeBase& base) {
  for (const auto& fault : base.faults())
    faults_[fault.id()] = facts_of(base, fault);
  for (const auto& remedy : base.remedies())
    if (remedy.consent_class() == "disruptive")
      disruptive_.insert(remedy.id());
}

const FaultFacts* FaultCatalog::find(const std::string& fault_id) const {
  const auto found = faults_.find(fault_id);
  return found == faults_.end() ? nullptr : &found->second;
}

}  // namespace soundcheck::cloud
