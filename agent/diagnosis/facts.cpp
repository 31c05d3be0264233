#include "agent/diagnosis/facts.hpp"

#include <algorithm>

namespace soundcheck::diagnosis {

namespace {

bool behind_a_fault(const std::vector<GateView>& gates,
                    std::string_view probe_id) {
  for (const auto& view : gates) {
    if (view.gate->probe_id == probe_id)
      return view.blocked;
  }
  return false;
}

const ProbeEvidence* last_of(const std::vector<ProbeEvidence>& evidence,
                             std::string_view probe_id) {
  for (auto item = evidence.rbegin(); item != evidence.rend(); ++item) {
    if (item->probe_id == probe_id)
      return &*item;
  }
  return nullptr;
}

double chance_of(const EvidenceItem& item) {
  if (item.answer == Answer::unknown)
    return unknown;
  if (item.probability && *item.probability >= 0 && *item.probability <= 1)
    return *item.probability;
  return item.answer == Answer::present ? 1 : 0;
}

/// Goes through the findings from where the last one was: a probe answers its
/// findings in the order of the knowledge, more or less.
class Places {
 public:
  explicit Places(const std::vector<Symptom>& findings) : findings_(findings) {}

  /// The number of findings when there is no such one.
  std::size_t of(std::string_view id) {
    for (std::size_t step = 0; step < findings_.size(); ++step) {
      const auto place = (last_ + step) % findings_.size();
      if (findings_[place].id == id)
        return last_ = place;
    }
    return findings_.size();
  }

 private:
  const std::vector<Symptom>& findings_;
  std::size_t last_ = 0;
};

bool meaningless(const Knowledge& knowledge,
                 const Symptom& symptom,
                 const Facts& facts,
                 const std::vector<ProbeEvidence>& evidence) {
  for (const auto& need : symptom.needs) {
    if (const auto* finding = knowledge.finding(need)) {
      const auto place = finding - knowledge.findings.data();
      if (facts[static_cast<std::size_t>(place)] > 0.5)
        return true;
    }
    const auto* probe = last_of(evidence, need);
    if (probe && probe->judgement == Judgement::failed)
      return true;
  }
  return false;
}

}  // namespace

Facts facts_of(const Knowledge& knowledge,
               const std::vector<GateView>& gates,
               const std::vector<ProbeEvidence>& evidence) {
  Facts facts(knowledge.findings.size(), unknown);
  Places places(knowledge.findings);
  for (const auto& item : evidence) {
    if (last_of(evidence, item.probe_id) != &item ||
        behind_a_fault(gates, item.probe_id))
      continue;
    for (const auto& answer : item.findings) {
      const auto place = places.of(answer.finding_id);
      if (place == facts.size() || facts[place] != unknown)
        continue;
      const auto ttl_s = knowledge.findings[place].ttl_s;
      if (ttl_s == 0 || item.age_s <= ttl_s)
        facts[place] = chance_of(answer);
    }
  }
  const auto answered = facts;
  for (std::size_t place = 0; place < facts.size(); ++place) {
    if (meaningless(knowledge, knowledge.findings[place], answered, evidence))
      facts[place] = unknown;
  }
  return facts;
}

const EvidenceItem* answer_of(const std::vector<ProbeEvidence>& evidence,
                              const Symptom& symptom) {
  const auto* probe = last_of(evidence, symptom.probe_id);
  if (!probe)
    return nullptr;
  for (const auto& item : probe->findings) {
    if (item.finding_id == symptom.id)
      return &item;
  }
  return nullptr;
}

}  // namespace soundcheck::diagnosis
