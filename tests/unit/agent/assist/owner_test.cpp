#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/assist/refusal_of.hpp"

using namespace soundcheck;
using namespace soundcheck::assist;
using namespace std::chrono_literals;

// What the owner says beyond one command: for this session, never, no more.

namespace {

v1::Reply last(const test::Speaker& speaker, const std::string& id) {
  const auto replies = speaker.replies.about(id);
  REQUIRE(!replies.empty());
  return replies.back();
}

/// A speaker on which the owner is asked whether c1 may make a sound.
struct Asked {
  Asked() {
    speaker.open_session();
    sound("c1");
  }
  void sound(const std::string& id) {
    speaker.receive(speaker.probes(id, {"audio.sweep"}));
  }
  void say(bool allow, ConsentScope scope) {
    REQUIRE(speaker.assist().answer("c1", allow, scope));
    speaker.settle();
  }
  bool asks() { return !speaker.assist().pending().empty(); }

  test::Speaker speaker;
};

}  // namespace

TEST_CASE("a yes for the session is not asked for again, and ends with it") {
  Asked asked;
  asked.say(true, ConsentScope::session);
  asked.speaker.advance(2s);
  CHECK(asked.speaker.assist().standing().for_session ==
        std::vector<std::string>{"test"});

  asked.sound("c2");
  CHECK(!asked.asks());
  CHECK(asked.speaker.audit_text().find("test, by the word for this session") !=
        std::string::npos);
  asked.speaker.advance(2s);
  CHECK(last(asked.speaker, "c2").state() == v1::REPLY_STATE_SUCCEEDED);

  REQUIRE(asked.speaker.assist().end_session());
  asked.speaker.open_session();
  asked.sound("c3");
  CHECK(asked.asks());
}

TEST_CASE("a yes once is asked for again") {
  Asked asked;
  asked.say(true, ConsentScope::once);
  asked.speaker.advance(2s);

  asked.sound("c2");

  CHECK(asked.asks());
  CHECK(asked.speaker.assist().standing().for_session.empty());
}

TEST_CASE("never means that nobody asks again, also after a restart") {
  Asked asked;
  asked.say(false, ConsentScope::never);
  CHECK(last(asked.speaker, "c1").refusal() == v1::REFUSAL_CONSENT_DENIED);
  CHECK(asked.speaker.audit_text().find("test, for ever") != std::string::npos);

  SECTION("in the same run") {}
  SECTION("after a restart") {
    asked.speaker.reboot();
    asked.speaker.open_session();
  }

  CHECK(asked.speaker.assist().standing().never ==
        std::vector<std::string>{"test"});
  asked.sound("c2");
  CHECK(!asked.asks());
  CHECK(last(asked.speaker, "c2").refusal() == v1::REFUSAL_CONSENT_DENIED);
  CHECK(asked.speaker.probes_started.empty());

  REQUIRE(asked.speaker.assist().revoke("test"));
  asked.speaker.settle();
  asked.sound("c3");
  CHECK(asked.asks());
  asked.speaker.reboot();
  CHECK(asked.speaker.assist().standing().never.empty());
}

TEST_CASE("who never wants a session is not asked for one") {
  test::Speaker speaker{Policy()};
  speaker.receive(speaker.opening("open1"));
  REQUIRE(speaker.assist().answer("open1", false, ConsentScope::never));
  speaker.settle();

  speaker.receive(speaker.opening("open2"));

  CHECK(speaker.assist().pending().empty());
  CHECK(last(speaker, "open2").refusal() == v1::REFUSAL_CONSENT_DENIED);
}

TEST_CASE("consent taken back stops what runs, and the log says who did it") {
  Asked asked;
  asked.say(true, ConsentScope::session);
  REQUIRE(asked.speaker.probes_started.size() == 1);

  REQUIRE(asked.speaker.assist().revoke("test"));
  asked.speaker.settle();

  const auto reply = last(asked.speaker, "c1");
  CHECK(reply.state() == v1::REPLY_STATE_CANCELLED);
  CHECK(reply.detail() == "the owner took the consent back");
  CHECK(asked.speaker.audit_count("consent_revoked") == 1);
  CHECK(asked.speaker.audit_text().find(
            "cancelled: the owner took the consent back") != std::string::npos);
  CHECK(asked.speaker.assist().session());
  asked.sound("c2");
  CHECK(asked.asks());
}

TEST_CASE("all consent taken back ends the session, too") {
  Asked asked;
  asked.say(true, ConsentScope::once);

  REQUIRE(asked.speaker.assist().revoke(""));
  asked.speaker.settle();

  CHECK(!asked.speaker.assist().session());
  CHECK(last(asked.speaker, "c1").detail() ==
        "the owner took the consent back");
  CHECK(asked.speaker.audit_count("session_closed") == 1);
  CHECK(!asked.speaker.assist().revoke(""));
}

TEST_CASE("what was never said cannot be taken back") {
  test::Speaker speaker;
  speaker.open_session();

  CHECK(!speaker.assist().revoke("test"));
  CHECK(!speaker.assist().revoke("no such class"));
  CHECK(speaker.audit_count("consent_revoked") == 0);
}

TEST_CASE("a scope that does not go with the answer is an error") {
  Asked asked;

  CHECK(!asked.speaker.assist().answer("c1", false, ConsentScope::session));
  CHECK(!asked.speaker.assist().answer("c1", true, ConsentScope::never));
  CHECK(!asked.speaker.assist().answer("c1", true, ConsentScope(7)));
  CHECK(asked.asks());
}

TEST_CASE("R02: a session that nobody uses ends after five minutes") {
  test::Speaker speaker;
  speaker.open_session();
  speaker.advance(299s);
  speaker.receive(speaker.probes("c1", {"wifi.link"}));
  speaker.advance(1s);
  speaker.advance(299s);
  CHECK(speaker.assist().session());

  speaker.advance(1s);

  CHECK(!speaker.assist().session());
  CHECK(speaker.session_changes == std::vector<bool>{true, false});
  CHECK(speaker.audit_text().find("the session was not in use") !=
        std::string::npos);
  CHECK(speaker.clock().sleepers() == 0);
}

TEST_CASE("a session is in use while a question waits") {
  auto policy = test::open_door();
  policy.idle_session = 30s;
  test::Speaker speaker(policy);
  speaker.open_session();
  speaker.receive(speaker.probes("c1", {"audio.sweep"}));

  speaker.advance(59s);
  CHECK(speaker.assist().session());
  speaker.advance(1s);
  CHECK(speaker.assist().session());
  speaker.advance(30s);
  CHECK(!speaker.assist().session());
}

TEST_CASE(
    "R02: the mute key ends a session, and the log knows that it was it") {
  test::Speaker speaker;
  speaker.open_session();

  REQUIRE(speaker.assist().end_session(true));
  speaker.settle();

  CHECK(!speaker.assist().session());
  CHECK(speaker.audit_text().find("was ended by the mute key") !=
        std::string::npos);
}

TEST_CASE("a session that a power cut ended is told as interrupted, once") {
  test::Speaker speaker;
  speaker.open_session();

  speaker.reboot();
  CHECK(!speaker.assist().session());
  CHECK(speaker.audit_count("session_interrupted") == 1);
  speaker.reboot();
  CHECK(speaker.audit_count("session_interrupted") == 1);
}

TEST_CASE("a session that ended in order is not told as interrupted") {
  test::Speaker speaker;
  speaker.open_session();
  SECTION("by its owner") {
    REQUIRE(speaker.assist().end_session());
    speaker.settle();
  }
  SECTION("by the agent's stop") {
    speaker.stop();
  }

  speaker.reboot();

  CHECK(speaker.audit_count("session_interrupted") == 0);
}

TEST_CASE("a command id that comes again is not done again") {
  test::Speaker speaker;
  speaker.open_session();
  speaker.receive(speaker.probes("c1", {"wifi.link"}));
  speaker.advance(1s);
  CHECK(last(speaker, "c1").state() == v1::REPLY_STATE_SUCCEEDED);

  CHECK(test::refusal_of(speaker, speaker.probes("c1", {"wifi.link"})) ==
        v1::REFUSAL_REPLAYED);
  CHECK(speaker.probes_started.size() == 1);
}
