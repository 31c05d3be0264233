#include "cloud-sim/cases/machine.hpp"

namespace soundcheck::cloud {
namespace {

using enum CaseState;

struct Arrow {
  CaseState from;
  CaseStep step;
  CaseState to;
};

constexpr Arrow arrows[] = {
    {opened, CaseStep::fault_named, routed},
    {opened, CaseStep::session_opened, in_session},
    {opened, CaseStep::advice_given, advised},
    {routed, CaseStep::session_opened, in_session},
    {routed, CaseStep::advice_given, advised},
    {routed, CaseStep::cure_confirmed, confirmed},
    {in_session, CaseStep::session_ended, routed},
    {in_session, CaseStep::advice_given, advised},
    {in_session, CaseStep::cure_confirmed, confirmed},
    {advised, CaseStep::cure_confirmed, confirmed},
    {confirmed, CaseStep::fault_returned, routed},
};

constexpr std::string_view words[] = {"opened",  "routed",    "in_session",
                                      "advised", "confirmed", "closed"};

}  // namespace

std::optional<CaseState> after(CaseState state, CaseStep step, bool named) {
  if (step == CaseStep::closed)
    return state == closed ? std::nullopt : std::optional(closed);
  for (const auto& arrow : arrows) {
    if (arrow.from != state || arrow.step != step)
      continue;
    return arrow.to == routed && !named ? opened : arrow.to;
  }
  return std::nullopt;
}

std::string_view word(CaseState state) {
  return words[static_cast<std::size_t>(state)];
}

std::optional<CaseState> case_state_of(std::string_view wanted) {
  for (std::size_t i = 0; i < std::size(words); ++i)
    if (words[i] == wanted)
      return static_cast<CaseState>(i);
  return std::nullopt;
}

}  // namespace soundcheck::cloud
