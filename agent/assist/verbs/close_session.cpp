#include "agent/assist/verbs/table.hpp"

namespace soundcheck::assist {

namespace {

Admitted<Errand> plan(const v1::Command&, const Checkup&) {
  return Errand();
}

v1::Reply act(const Reach& reach, const Order& /*order*/) {
  reach.control.end_session(SessionEnd::closed_by_support);
  return succeeded();
}

}  // namespace

const Verb close_session_verb = {.kind = v1::Command::kCloseSession,
                                 .name = "close_session",
                                 .opens_session = false,
                                 .under_policy = false,
                                 .exclusive = false,
                                 .plan = plan,
                                 .act = act};

}  // namespace soundcheck::assist
