#include "agent/assist/consent.hpp"

#include <catch2/catch.hpp>
#include <ctime>

#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/assist/speaker.hpp"

using namespace soundcheck;
using namespace soundcheck::assist;
using namespace std::chrono_literals;

namespace {

/// A speaker on which the owner is asked whether c1 may make a sound.
struct Asked {
  Asked() {
    speaker.open_session();
    speaker.receive(speaker.probes("c1", {"audio.sweep", "wifi.link"}));
  }
  v1::Reply last() { return speaker.replies.about("c1").back(); }

  test::Speaker speaker;
};

Policy with_rule(ConsentClass consent_class, Rule rule) {
  auto policy = test::open_door();
  policy.rules[static_cast<std::size_t>(consent_class)] = rule;
  return policy;
}

}  // namespace

TEST_CASE("what may be heard waits for the owner, who sees what it is") {
  Asked asked;

  CHECK(asked.last().state() == v1::REPLY_STATE_WAITING_FOR_CONSENT);
  CHECK(asked.last().consent_seconds() == 60);
  const auto pending = asked.speaker.assist().pending();
  REQUIRE(pending.size() == 1);
  CHECK(pending[0].command_id == "c1");
  CHECK(pending[0].consent_class == "test");
  CHECK(pending[0].operator_name == "ann");
  CHECK(pending[0].reason == "no sound");
  CHECK(pending[0].left == 60s);
  CHECK(pending[0].what_en ==
        "Your speaker checks itself for about 3 seconds. You will hear test "
        "sounds. Music stops meanwhile.");
  CHECK(pending[0].what_zh.find("3 秒") != std::string::npos);
  CHECK(asked.speaker.audit_count("consent_asked") == 1);
  CHECK(asked.speaker.probes_started.empty());
}

TEST_CASE("the owner's yes starts it") {
  Asked asked;
  asked.speaker.advance(59s);
  CHECK(asked.speaker.assist().pending().at(0).left == 1s);

  REQUIRE(asked.speaker.assist().answer("c1", true));
  asked.speaker.settle();

  CHECK(asked.speaker.probes_started ==
        std::vector<std::string>{"audio.sweep"});
  CHECK(asked.speaker.assist().pending().empty());
  CHECK(!asked.speaker.assist().answer("c1", false));
  asked.speaker.advance(2s);
  asked.speaker.advance(1s);
  CHECK(asked.last().state() == v1::REPLY_STATE_SUCCEEDED);
  CHECK(asked.speaker.audit_count("consent_granted") == 1);
}

TEST_CASE("the owner's no is an answer of its own and nothing was done") {
  Asked asked;

  REQUIRE(asked.speaker.assist().answer("c1", false));
  asked.speaker.settle();

  CHECK(asked.last().state() == v1::REPLY_STATE_REFUSED);
  CHECK(asked.last().refusal() == v1::REFUSAL_CONSENT_DENIED);
  CHECK(asked.last().seq() == 1);
  CHECK(asked.speaker.probes_started.empty());
  CHECK(asked.speaker.audit_count("consent_denied") == 1);
  CHECK(asked.speaker.audit_count("command_refused") == 1);
}

TEST_CASE("silence means no") {
  Asked asked;

  asked.speaker.advance(60s);

  CHECK(asked.last().refusal() == v1::REFUSAL_CONSENT_TIMEOUT);
  CHECK(asked.speaker.probes_started.empty());
  CHECK(!asked.speaker.assist().answer("c1", true));
  CHECK(asked.speaker.audit_count("consent_timed_out") == 1);
}

TEST_CASE("a yes in the last moment is too late when the time is over") {
  Asked asked;
  asked.speaker.clock().advance(60s);

  CHECK(!asked.speaker.assist().answer("c1", true));
  CHECK(asked.speaker.assist().pending().empty());
  asked.speaker.settle();

  CHECK(asked.last().refusal() == v1::REFUSAL_CONSENT_TIMEOUT);
}

TEST_CASE("a question ends with its command") {
  Asked asked;
  SECTION("cancelled") {
    auto cancel = asked.speaker.in_session("c2");
    cancel.mutable_cancel()->set_command_id("c1");
    asked.speaker.receive(cancel);
  }
  SECTION("session ended") {
    REQUIRE(asked.speaker.assist().end_session());
    asked.speaker.settle();
  }

  CHECK(asked.last().state() == v1::REPLY_STATE_CANCELLED);
  CHECK(asked.speaker.assist().pending().empty());
  CHECK(!asked.speaker.assist().answer("c1", true));
  CHECK(asked.speaker.audit_count("consent_withdrawn") == 1);
  CHECK(asked.speaker.probes_started.empty());
}

TEST_CASE("nobody is asked about what only reads") {
  test::Speaker speaker;
  speaker.open_session();

  speaker.receive(speaker.probes("c1", {"wifi.link", "network.dns"}));

  CHECK(speaker.assist().pending().empty());
  CHECK(speaker.probes_started.size() == 1);
}

TEST_CASE("a diagnosis that may be heard is asked about as a whole") {
  test::Speaker speaker;
  speaker.open_session();
  auto command = speaker.in_session("c1");
  command.mutable_diagnose();

  speaker.receive(command);

  CHECK(speaker.assist().pending().at(0).consent_class == "test");
  REQUIRE(speaker.assist().answer("c1", false));
  speaker.settle();
  CHECK(speaker.replies.about("c1").back().refusal() ==
        v1::REFUSAL_CONSENT_DENIED);
  CHECK(speaker.probes_started.empty());
}

TEST_CASE("what the policy never allows is refused without a question") {
  test::Speaker speaker(with_rule(ConsentClass::test, Rule::never));
  speaker.open_session();

  speaker.receive(speaker.probes("c1", {"audio.sweep"}));
  speaker.receive(speaker.probes("c2", {"wifi.link"}));

  CHECK(speaker.replies.about("c1").back().refusal() == v1::REFUSAL_POLICY);
  CHECK(speaker.assist().pending().empty());
  CHECK(speaker.probes_started == std::vector<std::string>{"wifi.link"});
}

TEST_CASE("a policy without sessions has no remote assist at all") {
  test::Speaker speaker(with_rule(ConsentClass::session, Rule::never));

  speaker.receive(speaker.opening("open"));

  CHECK(speaker.replies.about("open").back().refusal() == v1::REFUSAL_POLICY);
  CHECK(!speaker.assist().session());
}

TEST_CASE("a session waits for the owner, its end never does") {
  test::Speaker speaker{Policy()};
  const auto open = speaker.opening("open");
  speaker.receive(open);
  CHECK(!speaker.assist().session());
  REQUIRE(speaker.assist().answer("open", true));
  speaker.settle();
  REQUIRE(speaker.assist().session());
  speaker.session_id = open.session();
  speaker.nonce = speaker.replies.finals("open").at(0).session_opened().nonce();

  auto close = speaker.in_session("close");
  close.mutable_close_session();
  speaker.receive(close);

  CHECK(!speaker.assist().session());
  CHECK(speaker.assist().pending().empty());
}

namespace {

/// Support may make sounds, but not between 22 and 7 o'clock.
Policy quiet_by_night() {
  auto policy = with_rule(ConsentClass::test, Rule::allow);
  policy.quiet_hours = QuietHours::between("22:00", "07:00").value();
  return policy;
}

/// That hour of a day, where the speaker stands.
std::chrono::milliseconds at_hour(int hour) {
  std::tm day{};
  day.tm_year = 126;
  day.tm_mon = 5;
  day.tm_mday = 15;
  day.tm_hour = hour;
  day.tm_isdst = -1;
  return std::chrono::seconds(std::mktime(&day));
}

}  // namespace

TEST_CASE("in the quiet hours an allowed sound waits for the owner") {
  test::Speaker speaker(quiet_by_night());
  speaker.clock().set_wall(at_hour(3));
  speaker.open_session();

  speaker.receive(speaker.probes("c1", {"audio.sweep"}));
  CHECK(speaker.assist().pending().size() == 1);
  CHECK(speaker.probes_started.empty());
}

TEST_CASE("by day, and for what is silent by night, nobody is asked") {
  test::Speaker speaker(quiet_by_night());
  int hour = 12;
  std::string probe = "audio.sweep";
  SECTION("by day") {}
  SECTION("by night") {
    hour = 3;
    probe = "wifi.link";
  }
  speaker.clock().set_wall(at_hour(hour));
  speaker.open_session();

  speaker.receive(speaker.probes("c1", {probe}));
  CHECK(speaker.assist().pending().empty());
  CHECK(speaker.probes_started == std::vector<std::string>{probe});
}

TEST_CASE("a speaker that does not know the time keeps its quiet hours") {
  test::Speaker speaker(quiet_by_night());
  speaker.clock().set_trusted(false);
  speaker.open_session();

  speaker.receive(speaker.probes("c1", {"audio.sweep"}));
  CHECK(speaker.assist().pending().size() == 1);
}
