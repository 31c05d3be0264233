#include "agent/diagnosis/check_numbers.hpp"

namespace soundcheck::diagnosis {

namespace {

Error wrong(const std::string& what) {
  return Error(Errc::parse, what);
}

// All written so that a NaN fails too.
bool is_chance(double value) {
  return value > 0 && value < 1;
}

Result<void> check_faults(const Knowledge& knowledge) {
  // The search goes through all pairs.
  constexpr std::size_t most_faults = 1000;
  if (knowledge.faults.size() > most_faults)
    return wrong("more than 1000 faults");
  for (const auto& fault : knowledge.faults) {
    if (!is_chance(fault.prior))
      return wrong("fault \"" + fault.id + "\": its prior is outside 0..1");
  }
  return {};
}

bool asked_by_a_gate(const Knowledge& knowledge, std::string_view probe_id) {
  for (const auto& gate : knowledge.gates) {
    if (gate.probe_id == probe_id)
      return true;
  }
  return false;
}

/// True when `symptom` needs `target` over any number of steps. No chain of
/// needs is longer than there are findings, unless it goes round.
bool needs(const Knowledge& knowledge,
           const Symptom& symptom,
           const Symptom& target,
           std::size_t steps) {
  for (const auto& id : symptom.needs) {
    const auto* next = knowledge.finding(id);
    if (!next || steps == 0)
      continue;
    if (next == &target || needs(knowledge, *next, target, steps - 1))
      return true;
  }
  return false;
}

Result<void> check_findings(const Knowledge& knowledge) {
  // A chain of more steps is nothing that a person would write, and refusing
  // it keeps the walk short.
  constexpr std::size_t most_steps = 4;
  for (const auto& symptom : knowledge.findings) {
    const auto name = "finding \"" + symptom.id + "\": ";
    if (!is_chance(symptom.leak))
      return wrong(name + "its leak is outside 0..1");
    for (const auto& id : symptom.needs) {
      if (!knowledge.finding(id) && !asked_by_a_gate(knowledge, id))
        return wrong(name + "needs the unknown " + id);
    }
    if (symptom.needs.size() > 8)
      return wrong(name + "needs more than 8 others");
    if (needs(knowledge, symptom, symptom, most_steps))
      return wrong(name + "needs itself in a circle");
  }
  return {};
}

Result<void> check_links(const Knowledge& knowledge) {
  const Link* last = nullptr;
  for (const auto& link : knowledge.links) {
    if (link.fault >= knowledge.faults.size())
      return wrong("a link of a fault that is not there");
    const auto name = "link of \"" + knowledge.faults[link.fault].id + "\": ";
    if (link.finding >= knowledge.findings.size())
      return wrong(name + "leads to a finding that is not there");
    const auto& finding = knowledge.findings[link.finding].id;
    if (!is_chance(link.probability))
      return wrong(name + "to " + finding + " has no chance within 0..1");
    const bool in_order =
        !last || last->fault < link.fault ||
        (last->fault == link.fault && last->finding < link.finding);
    if (!in_order)
      return wrong(name + "to " + finding + " is there twice or out of order");
    last = &link;
  }
  return {};
}

Result<void> check_suspicions(const Knowledge& knowledge) {
  for (const auto& suspicion : knowledge.suspicions) {
    const auto name = "suspicion \"" + suspicion.when + "\": ";
    if (!(suspicion.factor >= 0.01 && suspicion.factor <= 100))
      return wrong(name + "its factor is outside 0.01..100");
    for (const auto fault : suspicion.faults) {
      if (fault >= knowledge.faults.size())
        return wrong(name + "names a fault that is not there");
    }
  }
  return {};
}

Result<void> check_limits(const Limits& limits) {
  if (!(limits.surprise > 0 && limits.surprise <= 1000))
    return wrong("the limit of surprise is outside 0..1000");
  if (!is_chance(limits.known_by))
    return wrong("the chance by which a fault is known is outside 0..1");
  if (!(limits.sure > 0.5 && limits.sure <= 1))
    return wrong("what counts as sure is outside 0.5..1");
  if (!(limits.budget_s >= 0))
    return wrong("the budget is negative");
  CalibrationPoint last{-1, 0};
  for (const auto& point : limits.calibration) {
    const bool rises =
        point.computed > last.computed && point.found >= last.found;
    if (!rises || !(point.computed <= 1 && point.found <= 1))
      return wrong("the calibration does not rise within 0..1");
    last = point;
  }
  return {};
}

}  // namespace

Result<void> check_numbers(const Knowledge& knowledge) {
  for (const auto& result :
       {check_faults(knowledge), check_findings(knowledge),
        check_links(knowledge), check_suspicions(knowledge),
        check_limits(knowledge.limits)}) {
    if (!result)
      return result;
  }
  return {};
}

}  // namespace soundcheck::diagnosis
