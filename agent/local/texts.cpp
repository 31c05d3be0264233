#include "agent/local/texts.hpp"

namespace soundcheck::local {

namespace {

const diagnosis::Text* remedy_for(const diagnosis::Fault& fault,
                                  const diagnosis::Knowledge& knowledge) {
  const diagnosis::Text* first = nullptr;
  for (const auto& id : fault.remedy_ids) {
    const auto* remedy = knowledge.remedy(id);
    if (remedy && remedy->actor == diagnosis::Actor::owner)
      return &remedy->owner;
    if (remedy && !first)
      first = &remedy->owner;
  }
  return first;
}

}  // namespace

const diagnosis::Text* text_of(std::string_view what,
                               const diagnosis::Knowledge& knowledge) {
  const auto gap = what.find(' ');
  if (gap == what.npos)
    return nullptr;
  const auto* fault = knowledge.fault(what.substr(gap + 1));
  const auto kind = what.substr(0, gap);
  if (!fault)
    return nullptr;
  if (kind == "title")
    return &fault->title;
  if (kind == "owner")
    return &fault->owner;
  return kind == "remedy" ? remedy_for(*fault, knowledge) : nullptr;
}

}  // namespace soundcheck::local
