#include "agent/assist/verbs/table.hpp"

namespace soundcheck::assist {

namespace {

/// By itself it only lets support look; what is done in it is asked for class
/// by class.
Admitted<Errand> plan(const v1::Command&, const Checkup&) {
  return Errand{ConsentClass::session,
                "Support may look at your speaker for a while.",
                "客服可以在一段时间内远程查看您的音箱。"};
}

v1::Reply act(const Reach& reach, const Order& order) {
  auto opened = reach.control.open_session(order.command, order.key_id);
  if (!opened)
    return refused(opened.error());
  auto reply = succeeded();
  *reply.mutable_session_opened() = std::move(*opened);
  return reply;
}

}  // namespace

const Verb open_session_verb = {.kind = v1::Command::kOpenSession,
                                .name = "open_session",
                                .opens_session = true,
                                .under_policy = true,
                                .exclusive = false,
                                .plan = plan,
                                .act = act};

}  // namespace soundcheck::assist
