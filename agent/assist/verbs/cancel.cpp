#include "agent/assist/verbs/table.hpp"

namespace soundcheck::assist {

namespace {

Admitted<Errand> plan(const v1::Command&, const Checkup&) {
  return Errand();
}

boost::asio::awaitable<v1::Reply> run(const Reach& reach,
                                      Order order,
                                      Watch /*watch*/) {
  const auto& id = order.command.cancel().command_id();
  if (!reach.control.cancel(id))
    co_return failed("no command \"" + id + "\" is running");
  co_return succeeded();
}

}  // namespace

const Verb cancel_verb = {.kind = v1::Command::kCancel,
                          .name = "cancel",
                          .opens_session = false,
                          .under_policy = false,
                          .exclusive = false,
                          .plan = plan,
                          .run = run};

}  // namespace soundcheck::assist
