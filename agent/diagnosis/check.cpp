#include <set>

#include "agent/diagnosis/check_numbers.hpp"
#include "agent/diagnosis/knowledge.hpp"

namespace soundcheck::diagnosis {

namespace {

Error wrong(std::string_view kind,
            const std::string& id,
            const std::string& what) {
  return Error(Errc::parse, std::string(kind) + " \"" + id + "\": " + what);
}

template <class Item>
Result<void> check_ids(std::string_view kind, const std::vector<Item>& items) {
  std::set<std::string_view> seen;
  for (const auto& item : items) {
    if (item.id.empty())
      return wrong(kind, item.id, "has no id");
    if (!seen.insert(item.id).second)
      return wrong(kind, item.id, "is there twice");
  }
  return {};
}

Result<void> check_fault(const Knowledge& knowledge, const Fault& fault) {
  if (fault.severity < 1 || fault.severity > 4)
    return wrong("fault", fault.id, "has no severity from 1 to 4");
  for (const auto& id : fault.remedy_ids) {
    if (!knowledge.remedy(id))
      return wrong("fault", fault.id, "names the unknown remedy " + id);
  }
  for (const auto& id : fault.explains) {
    if (!knowledge.finding(id))
      return wrong("fault", fault.id, "explains the unknown finding " + id);
  }
  return {};
}

Result<void> check_gate(const Knowledge& knowledge, const Gate& gate) {
  if (gate.probe_id.empty() || gate.ladder.empty())
    return wrong("gate", gate.id, "needs a probe and a ladder");
  for (const auto& id : gate.spared_by) {
    if (!knowledge.fault(id))
      return wrong("gate", gate.id, "is spared by the unknown fault " + id);
  }
  for (const auto& rule : gate.rules) {
    const auto* finding = knowledge.finding(rule.finding_id);
    if (!finding)
      return wrong("gate", gate.id, "unknown finding " + rule.finding_id);
    if (finding->probe_id != gate.probe_id) {
      return wrong("gate", gate.id,
                   rule.finding_id + " is answered by another probe");
    }
    if (!knowledge.fault(rule.fault_id))
      return wrong("gate", gate.id, "unknown fault " + rule.fault_id);
    // Written so that a NaN fails too.
    if (!(rule.probability > 0 && rule.probability <= 1))
      return wrong("gate", gate.id, "a probability is outside 0..1");
  }
  return {};
}

/// True when `fault` explains, over any number of steps, a finding that names
/// `target`. `visited` keeps the walk finite.
bool leads_to(const Knowledge& knowledge,
              const Fault& fault,
              std::string_view target,
              std::set<std::string_view>& visited) {
  if (!visited.insert(fault.id).second)
    return false;
  for (const auto& gate : knowledge.gates) {
    for (const auto& rule : gate.rules) {
      bool explained = false;
      for (const auto& id : fault.explains)
        explained |= id == rule.finding_id;
      if (!explained)
        continue;
      if (rule.fault_id == target)
        return true;
      const auto* next = knowledge.fault(rule.fault_id);
      if (next && leads_to(knowledge, *next, target, visited))
        return true;
    }
  }
  return false;
}

Result<void> check_circles(const Knowledge& knowledge) {
  for (const auto& fault : knowledge.faults) {
    std::set<std::string_view> visited;
    if (leads_to(knowledge, fault, fault.id, visited))
      return wrong("fault", fault.id, "explains itself in a circle");
  }
  return {};
}

}  // namespace

Result<void> check(const Knowledge& knowledge) {
  for (const auto& result : {check_ids("fault", knowledge.faults),
                             check_ids("finding", knowledge.findings),
                             check_ids("remedy", knowledge.remedies),
                             check_ids("gate", knowledge.gates)}) {
    if (!result)
      return result;
  }
  for (const auto& fault : knowledge.faults) {
    if (auto result = check_fault(knowledge, fault); !result)
      return result;
  }
  for (const auto& gate : knowledge.gates) {
    if (auto result = check_gate(knowledge, gate); !result)
      return result;
  }
  if (auto result = check_circles(knowledge); !result)
    return result;
  return check_numbers(knowledge);
}

}  // namespace soundcheck::diagnosis
