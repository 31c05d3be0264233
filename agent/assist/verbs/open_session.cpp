#include "agent/assist/verbs/table.hpp"

namespace soundcheck::assist {

namespace {

/// A session by itself only reads; it is announced, and what is done in it is
/// asked for class by class.
Admitted<Errand> plan(const v1::Command&, const Checkup&) {
  return Errand{ConsentClass::read,
                "Support may look at your speaker for a while.",
                "客服可以在一段时间内远程查看您的音箱。"};
}

boost::asio::awaitable<v1::Reply> run(const Reach& reach,
                                      Order order,
                                      Watch /*watch*/) {
  auto opened = co_await reach.control.open_session(std::move(order.command),
                                                    std::move(order.key_id));
  if (!opened)
    co_return refused(opened.error());
  auto reply = succeeded();
  *reply.mutable_session_opened() = std::move(*opened);
  co_return reply;
}

}  // namespace

const Verb open_session_verb = {.kind = v1::Command::kOpenSession,
                                .name = "open_session",
                                .opens_session = true,
                                .under_policy = true,
                                .exclusive = false,
                                .plan = plan,
                                .run = run};

}  // namespace soundcheck::assist
