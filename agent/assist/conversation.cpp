#include "agent/assist/conversation.hpp"

#include "agent/report.hpp"

namespace soundcheck::assist {

namespace {

constexpr std::chrono::milliseconds min_between_steps{250};

}  // namespace

void Conversation::say(v1::ReplyState state) {
  if (!closed_)
    sink_.progress(next(state));
}

void Conversation::say_waiting(std::chrono::seconds patience) {
  if (closed_)
    return;
  auto reply = next(v1::REPLY_STATE_WAITING_FOR_CONSENT);
  reply.set_consent_seconds(static_cast<std::uint32_t>(patience.count()));
  sink_.progress(std::move(reply));
}

void Conversation::tell(const Step& step) {
  if (closed_)
    return;
  const auto now = clock_.monotonic();
  const bool first = step.probe_id != probe_id_ || step.index != probe_index_ ||
                     told_ == std::chrono::milliseconds::zero();
  if (!first && !step.finished && now - told_ < min_between_steps)
    return;
  probe_id_ = step.probe_id;
  probe_index_ = step.index;
  told_ = now;
  auto reply = next(v1::REPLY_STATE_RUNNING);
  *reply.mutable_progress() = to_wire(step);
  sink_.progress(std::move(reply));
}

v1::Reply Conversation::close(v1::Reply ending) {
  closed_ = true;
  ending.set_command_id(command_id_);
  ending.set_n(++said_);
  return ending;
}

v1::Reply Conversation::next(v1::ReplyState state) {
  v1::Reply reply;
  reply.set_command_id(command_id_);
  reply.set_n(++said_);
  reply.set_state(state);
  return reply;
}

}  // namespace soundcheck::assist
