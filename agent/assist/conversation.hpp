#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "agent/assist/reply_sink.hpp"
#include "agent/checkup.hpp"
#include "probes/board/clock.hpp"

namespace soundcheck::assist {

/// The answers to one command, numbered from 1.
class Conversation {
 public:
  Conversation(ReplySink& sink, const Clock& clock, std::string command_id)
      : sink_(sink), clock_(clock), command_id_(std::move(command_id)) {}

  void say(v1::ReplyState state);
  /// That the owner is asked, and has so long to answer.
  void say_waiting(std::chrono::seconds patience);
  /// Passes the first and the last step of each probe on, and of those between
  /// only a few a second: nobody reads faster.
  void tell(const Step& step);
  /// Numbers the final reply. Nothing is said after it.
  v1::Reply close(v1::Reply ending);

 private:
  v1::Reply next(v1::ReplyState state);

  ReplySink& sink_;
  const Clock& clock_;
  std::string command_id_;
  std::uint32_t said_ = 0;
  bool closed_ = false;
  std::string probe_id_;
  unsigned probe_index_ = 0;
  std::chrono::milliseconds told_{};
};

/// The number of a final reply that a restart has cut off from the others: it
/// is above all that were ever said.
constexpr std::uint32_t number_after_restart = 0xffffffff;

}  // namespace soundcheck::assist
