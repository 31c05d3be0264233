#include "agent/assist/verbs/table.hpp"

namespace soundcheck::assist {

namespace {

Admitted<Errand> plan(const v1::Command&, const Checkup&) {
  return Errand();
}

boost::asio::awaitable<v1::Reply> run(const Reach& reach,
                                      Order /*order*/,
                                      Watch /*watch*/) {
  reach.control.end_session(SessionEnd::closed_by_support);
  co_return succeeded();
}

}  // namespace

const Verb close_session_verb = {.kind = v1::Command::kCloseSession,
                                 .name = "close_session",
                                 .opens_session = false,
                                 .under_policy = false,
                                 .exclusive = false,
                                 .plan = plan,
                                 .run = run};

}  // namespace soundcheck::assist
