#include "agent/assist/verbs/verb.hpp"

#include "agent/wire_text.hpp"

namespace soundcheck::assist {

namespace {

constexpr std::size_t max_detail_bytes = 400;

v1::Reply reply_of(v1::ReplyState state, std::string_view detail) {
  v1::Reply reply;
  reply.set_state(state);
  reply.set_detail(wire_text(detail, max_detail_bytes));
  return reply;
}

}  // namespace

v1::Reply succeeded() {
  return reply_of(v1::REPLY_STATE_SUCCEEDED, "");
}

v1::Reply failed(std::string_view detail) {
  return reply_of(v1::REPLY_STATE_FAILED, detail);
}

v1::Reply refused(const Refused& why) {
  auto reply = reply_of(v1::REPLY_STATE_REFUSED, why.detail);
  reply.set_refusal(why.reason);
  return reply;
}

}  // namespace soundcheck::assist
