#include "agent/advice.hpp"

namespace soundcheck {

namespace {

const diagnosis::Remedy* remedy_for(const diagnosis::Fault& fault,
                                    const diagnosis::Knowledge& knowledge) {
  const diagnosis::Remedy* first = nullptr;
  for (const auto& id : fault.remedy_ids) {
    const auto* remedy = knowledge.remedy(id);
    if (remedy && remedy->actor == diagnosis::Actor::owner)
      return remedy;
    if (!first)
      first = remedy;
  }
  return first;
}

}  // namespace

v1::Advice advice_on(const v1::Diagnosis& diagnosis,
                     const diagnosis::Knowledge& knowledge,
                     bool chinese) {
  const auto pick = [chinese](const diagnosis::Text& text) {
    return chinese ? text.zh : text.en;
  };
  v1::Advice advice;
  advice.set_status(diagnosis.status());
  if (diagnosis.faults().empty())
    return advice;
  const auto& id = diagnosis.faults(0).fault_id();
  advice.set_fault_id(id);
  const auto* fault = knowledge.fault(id);
  if (!fault)
    return advice;
  advice.set_title(pick(fault->title));
  advice.set_what(pick(fault->owner));
  if (const auto* remedy = remedy_for(*fault, knowledge))
    advice.set_to_do(pick(remedy->owner));
  return advice;
}

}  // namespace soundcheck
