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

v1::Reply failed(const Error& error) {
  if (error.code == Errc::unsupported)
    return refused({v1::REFUSAL_UNSUPPORTED, error.what});
  return failed(error.what);
}

Admitted<void> check_range(std::string_view what,
                           std::uint32_t number,
                           std::uint32_t least,
                           std::uint32_t most) {
  if (number >= least && number <= most)
    return {};
  return Refused{v1::REFUSAL_MALFORMED,
                 std::string(what) + " is " + std::to_string(number) +
                     ", allowed is " + std::to_string(least) + " to " +
                     std::to_string(most)};
}

v1::Reply refused(const Refused& why) {
  auto reply = reply_of(v1::REPLY_STATE_REFUSED, why.detail);
  reply.set_refusal(why.reason);
  return reply;
}

}  // namespace soundcheck::assist
