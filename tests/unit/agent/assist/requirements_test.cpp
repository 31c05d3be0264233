// Requirements that no other file's tests are named after.
#include <catch2/catch.hpp>
#include <functional>

#include "agent/assist/refusal_meter.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/assist/open_speaker.hpp"
#include "tests/unit/agent/assist/refusal_of.hpp"

using namespace soundcheck;
using namespace soundcheck::assist;
using namespace std::chrono_literals;
using test::envelope_of;
using test::refusal_of;

TEST_CASE("R02: nothing renews a session silently") {
  auto policy = test::open_door();
  policy.idle_session = 1800s;
  test::Speaker speaker(policy);
  speaker.open_session();
  speaker.advance(890s);
  speaker.receive(speaker.probes("c1", {"wifi.link"}));
  speaker.advance(5s);
  REQUIRE(speaker.assist().session());
  CHECK(speaker.assist().session()->left == 5s);

  speaker.advance(5s);

  CHECK(!speaker.assist().session());
}

TEST_CASE("R02: the owner and a restart end a session at once") {
  test::Speaker speaker;
  speaker.open_session();
  speaker.receive(speaker.probes("c1", {"wifi.link"}));
  SECTION("the owner") {
    REQUIRE(speaker.assist().end_session());
    speaker.settle();
    CHECK(speaker.session_changes == std::vector<bool>{true, false});
  }
  SECTION("a restart") {
    speaker.reboot();
  }

  CHECK(!speaker.assist().session());
  CHECK(speaker.assist().running().empty());
  CHECK(refusal_of(speaker, speaker.probes("c2", {"wifi.link"})) ==
        v1::REFUSAL_NO_SESSION);
}

TEST_CASE("R05: what would hurt a shell, a path or an address is only a name") {
  const auto hostile = GENERATE(
      as<std::string>(), "wifi.link; reboot", "$(reboot)", "`reboot`",
      "../../etc/passwd", "/etc/passwd", "file:///etc/passwd",
      "http://169.254.169.254/", "wifi.link\nreboot", "%s%s%n", "wifi.*",
      "' OR 1=1 --", std::string("wifi.link\0", 10), std::string(5000, 'A'));
  test::Speaker speaker;
  speaker.open_session();

  CHECK(refusal_of(speaker, speaker.probes("c1", {hostile})) ==
        v1::REFUSAL_UNSUPPORTED);

  // A word of the complaint that nobody knows changes nothing.
  auto diagnose = speaker.in_session("c2");
  diagnose.mutable_diagnose()->add_circumstances(hostile);
  speaker.receive(diagnose);
  auto cancel = speaker.in_session("c3");
  cancel.mutable_cancel()->set_command_id(hostile);
  speaker.receive(cancel);
  speaker.settle();
  REQUIRE(speaker.replies.finals("c3").size() == 1);
  CHECK(speaker.replies.finals("c3")[0].state() == v1::REPLY_STATE_FAILED);
  CHECK(speaker.probes_started.empty());
}

namespace {

/// Sends commands one a second until one is refused as busy; how many were
/// done.
unsigned done_until_busy(test::Speaker& speaker,
                         const std::function<v1::Command(std::string)>& make) {
  for (unsigned i = 0; i < 400; ++i) {
    const auto id = "c" + std::to_string(i);
    speaker.replies.sent.clear();
    speaker.receive(make(id));
    speaker.advance(1s);
    const auto last = speaker.replies.sent.back();
    if (last.refusal() == v1::REFUSAL_BUSY)
      return i;
    speaker.advance(1s);
    REQUIRE(last.command_id() == id);
  }
  return 400;
}

test::Open limited(assist::Limits limits) {
  auto policy = test::Open::policy();
  policy.limits = limits;
  return test::Open(std::move(policy));
}

}  // namespace

TEST_CASE("R11: a flood of one verb is cut, and costs the disk nothing") {
  Limits limits;
  limits.commands_per_minute = 6;
  auto open = limited(limits);
  auto& speaker = open.speaker;
  const auto cancel = [&](int i) {
    auto command = open.command("x" + std::to_string(i));
    command.mutable_cancel()->set_command_id("nothing");
    return command;
  };
  for (int i = 0; i < 6; ++i)
    speaker.receive(cancel(i));
  const auto before = speaker.audit_text().size();

  for (int i = 6; i < 500; ++i)
    REQUIRE(refusal_of(speaker, cancel(i)) == v1::REFUSAL_BUSY);

  CHECK(speaker.replies.sent[0].detail() ==
        "more than 6 \"cancel\" in a minute, the limit of this speaker's "
        "policy");
  // As many lines as the meter of refusals lets through.
  CHECK(speaker.audit_text().size() - before < RefusalMeter::burst * 600);
  speaker.receive(speaker.probes("another verb", {"wifi.link"}));
  speaker.advance(1s);
  CHECK(speaker.replies.finals("another verb").size() == 1);
  speaker.advance(9s);
  speaker.receive(cancel(501));
  CHECK(speaker.replies.finals("x501").size() == 1);
}

TEST_CASE("R11: sound, packets and commands have a budget of half an hour") {
  Limits limits;
  limits.commands_per_minute = 60;
  SECTION("of sound") {
    limits.sound_s = 7;  // the sweep is heard for two
    auto open = limited(limits);
    CHECK(done_until_busy(open.speaker, [&](std::string id) {
            return open.speaker.probes(std::move(id), {"audio.sweep"});
          }) == 3);
    open.speaker.open_session();
    CHECK(refusal_of(open.speaker, open.speaker.probes("n", {"audio.sweep"})) ==
          v1::REFUSAL_BUSY);
    CHECK(open.speaker.replies.sent[0].detail().find(
              "more than 7 s of test sounds in half an hour") == 0);
  }
  SECTION("of packets") {
    limits.airtime_s = 4;  // DNS is asked for one
    auto open = limited(limits);
    CHECK(done_until_busy(open.speaker, [&](std::string id) {
            return open.speaker.probes(std::move(id), {"network.dns"});
          }) == 4);
  }
  SECTION("of commands, which the flash has to bear") {
    limits.commands = 9;
    auto open = limited(limits);  // with one that opened the session
    CHECK(done_until_busy(open.speaker, [&](std::string id) {
            return open.speaker.probes(std::move(id), {"wifi.link"});
          }) == 8);
    auto end = open.command("end");
    end.mutable_close_session();
    open.speaker.receive(end);
    CHECK(!open.speaker.assist().session());
  }
}

TEST_CASE(
    "R14: every command is logged, with what became of it and who asked") {
  test::Speaker speaker;
  speaker.open_session("ann the operator");
  const auto log_tells = [&](const std::string& id, const std::string& detail) {
    const auto text = speaker.audit_text();
    const auto line = text.find("\"" + id + "\"");
    REQUIRE(line != std::string::npos);
    CHECK(text.find("ann the operator") != std::string::npos);
    CHECK(text.find("no sound") != std::string::npos);
    CHECK(text.find(detail, line) != std::string::npos);
  };
  const auto sent = [&](v1::Command command) {
    command.set_operator_("ann the operator");
    speaker.receive(command);
  };

  sent(speaker.probes("done", {"wifi.link"}));
  speaker.advance(1s);
  log_tells("done", "succeeded");
  sent(speaker.probes("unknown-probe", {"nope"}));
  log_tells("unknown-probe", "unsupported: ");
  auto elsewhere = speaker.probes("elsewhere", {"wifi.link"});
  elsewhere.set_device("bathroom");
  sent(elsewhere);
  log_tells("elsewhere", "wrong_device: ");
  auto stale = speaker.probes("stale", {"wifi.link"});
  stale.set_expires_unix_ms(1);
  sent(stale);
  log_tells("stale", "expired: ");
  auto stolen = speaker.probes("stolen", {"wifi.link"});
  stolen.set_nonce("another");
  sent(stolen);
  log_tells("stolen", "no_session: ");

  const auto before = speaker.audit_count("command_refused");
  auto altered = envelope_of(speaker.sign(speaker.probes("x", {"wifi.link"})));
  altered.mutable_command()->back() ^= 1;
  speaker.receive(altered.SerializeAsString());
  speaker.receive(std::string("rubbish"));
  CHECK(speaker.audit_count("command_refused") == before + 2);
}
