#pragma once

#include <catch2/catch.hpp>

#include "tests/unit/agent/assist/speaker.hpp"

namespace soundcheck::test {

/// A speaker in whose session everything is allowed that is asked for here.
struct Open {
  explicit Open(assist::Policy rules = policy()) : speaker(std::move(rules)) {
    speaker.open_session();
  }

  static assist::Policy policy() {
    auto policy = open_door();
    policy.rules[static_cast<std::size_t>(assist::ConsentClass::test)] =
        assist::Rule::allow;
    return policy;
  }
  v1::Command command(const std::string& id) { return speaker.in_session(id); }
  v1::Reply done(const v1::Command& command) {
    speaker.receive(command);
    const auto finals = speaker.replies.finals(command.id());
    REQUIRE(finals.size() == 1);
    return finals.front();
  }

  Speaker speaker;
};

}  // namespace soundcheck::test
