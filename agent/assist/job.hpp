#pragma once

#include <boost/asio/cancellation_signal.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "agent/assist/conversation.hpp"
#include "agent/assist/verbs/verb.hpp"

namespace soundcheck::assist {

/// One command from the moment its counter was spent until its final answer.
struct Job {
  Job(Order order_, const Verb& verb_, Errand errand_, Conversation talk_)
      : order(std::move(order_)),
        verb(verb_),
        errand(std::move(errand_)),
        talk(std::move(talk_)) {}

  const std::string& id() const { return command_id; }

  struct Stop {
    v1::ReplyState state;  ///< of the final reply: cancelled or failed
    std::string why;
  };

  Order order;
  const Verb& verb;
  Errand errand;
  Conversation talk;
  std::string command_id = order.command.id();
  std::optional<Refused> refused;  ///< decided before it began
  std::optional<Stop> stopped;
  boost::asio::cancellation_signal signal;
};

}  // namespace soundcheck::assist
