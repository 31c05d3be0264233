#include "agent/assist/verbs/table.hpp"

namespace soundcheck::assist {

namespace {

Admitted<Errand> plan(const v1::Command&, const Checkup&) {
  return Errand();
}

v1::Reply act(const Reach& reach, const Order& order) {
  const auto& id = order.command.cancel().command_id();
  if (!reach.control.cancel(id))
    return failed("no command \"" + id + "\" is running");
  return succeeded();
}

}  // namespace

const Verb cancel_verb = {.kind = v1::Command::kCancel,
                          .name = "cancel",
                          .opens_session = false,
                          .under_policy = false,
                          .exclusive = false,
                          .plan = plan,
                          .act = act};

}  // namespace soundcheck::assist
