#pragma once

#include <catch2/catch.hpp>

#include "tests/unit/agent/assist/speaker.hpp"

namespace soundcheck::test {

/// The one reply to a payload, which must be a refusal that was sent once.
inline v1::Refusal refusal_of(Speaker& speaker, const std::string& payload) {
  speaker.replies.sent.clear();
  speaker.receive(payload);
  REQUIRE(speaker.replies.sent.size() == 1);
  const auto& reply = speaker.replies.sent[0];
  CHECK(reply.state() == v1::REPLY_STATE_REFUSED);
  CHECK(reply.n() == 1);
  CHECK(reply.seq() == 0);
  CHECK(!reply.detail().empty());
  return reply.refusal();
}

inline v1::Refusal refusal_of(Speaker& speaker, const v1::Command& command) {
  const auto refusal = refusal_of(speaker, speaker.sign(command));
  CHECK(speaker.replies.sent[0].command_id() == command.id());
  return refusal;
}

inline v1::SignedCommand envelope_of(const std::string& payload) {
  v1::SignedCommand envelope;
  REQUIRE(envelope.ParseFromString(payload));
  return envelope;
}

}  // namespace soundcheck::test
