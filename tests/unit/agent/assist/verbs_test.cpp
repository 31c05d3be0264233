#include <algorithm>
#include <catch2/catch.hpp>

#include "agent/assist/verbs/table.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/assist/open_speaker.hpp"
#include "tests/unit/agent/assist/refusal_of.hpp"

using namespace soundcheck;
using namespace soundcheck::assist;
using test::Open;
using namespace std::chrono_literals;

// What support asks for beside probes: one block of cases for each verb.

namespace {

ConnectionEvent event_at(std::chrono::seconds at, ConnectionEvent::Kind kind) {
  ConnectionEvent event;
  event.monotonic = at;
  event.kind = kind;
  event.bssid = "02:00:00:00:00:07";
  return event;
}

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("Identify blinks, tells how far it is, and leaves the light as due") {
  Open open;
  auto command = open.command("c1");
  command.set_identify(1);
  open.speaker.receive(command);
  for (int i = 0; i < 4; ++i)
    open.speaker.advance(250ms);

  CHECK(open.speaker.daemon.lights ==
        std::vector<bool>{true, false, true, false, true});
  const auto replies = open.speaker.replies.about("c1");
  CHECK(replies.back().state() == v1::REPLY_STATE_SUCCEEDED);
  CHECK(std::any_of(replies.begin(), replies.end(), [](const auto& reply) {
    return reply.progress().fraction() == 0.75;
  }));
  CHECK(open.speaker.audit_count("command_finished") >= 1);
}

TEST_CASE("Identify stops at once when it is cancelled") {
  Open open;
  auto command = open.command("c1");
  command.set_identify(60);
  open.speaker.receive(command);
  open.speaker.advance(250ms);

  auto cancel = open.command("c2");
  cancel.mutable_cancel()->set_command_id("c1");
  open.speaker.receive(cancel);

  CHECK(open.speaker.replies.finals("c1").at(0).state() ==
        v1::REPLY_STATE_CANCELLED);
  CHECK(open.speaker.daemon.lights.back());
  CHECK(open.speaker.clock().sleepers() == 1);  // the session's
}

TEST_CASE("the light goes out when the session ends while it blinks") {
  Open open;
  auto command = open.command("c1");
  command.set_identify(60);
  open.speaker.receive(command);

  REQUIRE(open.speaker.assist().end_session());
  open.speaker.settle();

  CHECK(!open.speaker.daemon.lights.back());
}

TEST_CASE("Identify asks the owner, who reads what will happen") {
  test::Speaker speaker;
  speaker.open_session();
  auto command = speaker.in_session("c1");
  command.set_identify(7);

  speaker.receive(command);

  const auto pending = speaker.assist().pending();
  REQUIRE(pending.size() == 1);
  CHECK(pending[0].consent_class == "test");
  CHECK(pending[0].what_en ==
        "The light of your speaker blinks for 7 seconds.");
  CHECK(pending[0].what_zh.find("7 秒") != std::string::npos);
}

TEST_CASE("a speaker without a light says so before anybody is asked") {
  test::Speaker speaker;
  speaker.daemon.no_light = "light.led names none";
  speaker.open_session();
  auto command = speaker.in_session("c1");
  command.set_identify(7);

  CHECK(test::refusal_of(speaker, command) == v1::REFUSAL_UNSUPPORTED);
  CHECK(speaker.replies.sent[0].detail() == "light.led names none");
  CHECK(speaker.assist().pending().empty());
}

TEST_CASE("ShowMeasurements answers with the history") {
  Open open;
  auto command = open.command("c1");
  command.mutable_show_measurements()->set_series("wifi.link/signal");
  command.mutable_show_measurements()->set_days(3);

  const auto reply = open.done(command);

  REQUIRE(reply.state() == v1::REPLY_STATE_SUCCEEDED);
  REQUIRE(reply.measurements().series_size() == 1);
  CHECK(reply.measurements().series(0).name() == "wifi.link/signal");
  CHECK(reply.measurements().series(0).median_size() == 18);
}

TEST_CASE("a series that there is not is refused with those that there are") {
  Open open;
  auto command = open.command("c1");
  command.mutable_show_measurements()->set_series("no.such/series");
  command.mutable_show_measurements()->set_days(3);

  const auto reply = open.done(command);

  CHECK(reply.state() == v1::REPLY_STATE_REFUSED);
  CHECK(reply.refusal() == v1::REFUSAL_UNSUPPORTED);
}

TEST_CASE("a history that no message carries is told, not lost") {
  Open open;
  auto command = open.command("c1");
  command.mutable_show_measurements()->set_days(730);

  const auto reply = open.done(command);

  CHECK(reply.state() == v1::REPLY_STATE_FAILED);
  CHECK(reply.detail().find("fewer days") != std::string::npos);
}

TEST_CASE("ReadEvents answers with the newest of what was asked for") {
  using Kind = ConnectionEvent::Kind;
  Open open;
  open.speaker.advance(200s);
  open.speaker.daemon.kept = {
      event_at(10s, Kind::associated), event_at(20s, Kind::disconnected),
      event_at(30s, Kind::associated), event_at(190s, Kind::disconnected)};
  auto command = open.command("c1");
  auto& which = *command.mutable_read_events();
  which.set_limit(400);
  std::vector<std::int64_t> expected;
  SECTION("all of them") {
    expected = {10'000, 20'000, 30'000, 190'000};
  }
  SECTION("of one kind") {
    which.set_kind("disconnected");
    expected = {20'000, 190'000};
  }
  SECTION("the last two") {
    which.set_limit(2);
    expected = {30'000, 190'000};
  }
  SECTION("until a while ago") {
    which.set_to_s_ago(100);
    which.set_limit(2);
    expected = {20'000, 30'000};
  }

  const auto reply = open.done(command);

  REQUIRE(reply.state() == v1::REPLY_STATE_SUCCEEDED);
  std::vector<std::int64_t> times;
  for (const auto& event : reply.events().connection())
    times.push_back(event.monotonic_ms());
  CHECK(times == expected);
  CHECK(reply.events().monotonic_ms() ==
        open.speaker.clock().monotonic().count());
  CHECK(reply.SerializeAsString().find("02:00") == std::string::npos);
}

TEST_CASE("SetReporting looks closer for a while, and as usual again") {
  Open open;
  auto command = open.command("c1");
  auto& asked = *command.mutable_set_reporting();
  asked.set_reporting_class(v1::REPORTING_CLASS_CHECKUPS);
  asked.set_resolution_s(60);
  asked.set_for_s(3600);
  CHECK(open.done(command).state() == v1::REPLY_STATE_SUCCEEDED);
  auto usual = open.command("c2");
  usual.mutable_set_reporting()->set_reporting_class(
      v1::REPORTING_CLASS_CHECKUPS);
  CHECK(open.done(usual).state() == v1::REPLY_STATE_SUCCEEDED);

  using Pair = std::pair<std::chrono::seconds, std::chrono::seconds>;
  CHECK(open.speaker.daemon.periods ==
        std::vector<Pair>{{60s, 3600s}, {0s, 0s}});
}

TEST_CASE("the owner's word ends the closer look") {
  Open open;

  REQUIRE(open.speaker.assist().revoke(""));

  CHECK(open.speaker.daemon.periods.back().first == 0s);
}

TEST_CASE("ReadAudit answers with whole lines as they stand on disk") {
  Open open;
  auto command = open.command("c1");
  command.mutable_read_audit()->set_limit(200);

  const auto reply = open.done(command);

  REQUIRE(reply.state() == v1::REPLY_STATE_SUCCEEDED);
  // Of this command only its beginning can be in it.
  CHECK(open.speaker.audit_text().starts_with(reply.audit()));
  CHECK(reply.audit().ends_with("\n"));
  CHECK(reply.audit().find("session_opened") != std::string::npos);
  auto tail = open.command("c2");
  tail.mutable_read_audit()->set_limit(1);
  CHECK(lines_in(open.done(tail).audit()) == 1);
}

TEST_CASE("a log that was tampered with is not shown as sound") {
  Open open;
  auto text = open.speaker.audit_text();
  text.replace(text.find("ann"), 3, "bob");
  open.speaker.folder.write("audit.log", text);
  auto command = open.command("c1");
  command.mutable_read_audit()->set_limit(200);

  const auto reply = open.done(command);

  CHECK(reply.state() == v1::REPLY_STATE_FAILED);
  CHECK(reply.detail().find("was altered") != std::string::npos);
}

TEST_CASE("UpdateKnowledge uses what the speaker has put aside") {
  auto policy = Open::policy();
  policy.rules[static_cast<std::size_t>(ConsentClass::repair)] = Rule::allow;
  test::Speaker speaker(policy);
  speaker.open_session();
  speaker.daemon.knowledge_aside = std::string(32, 'k');
  auto command = speaker.in_session("c1");
  command.set_update_knowledge(speaker.daemon.knowledge_aside);

  speaker.receive(command);

  CHECK(speaker.replies.finals("c1").at(0).state() ==
        v1::REPLY_STATE_SUCCEEDED);
  CHECK(speaker.daemon.adopted == std::vector{std::string(32, 'k')});
}

TEST_CASE("UpdateKnowledge asks the owner, who may say no") {
  Open open;
  open.speaker.daemon.knowledge_aside = std::string(32, 'k');
  auto command = open.command("c1");
  command.set_update_knowledge(open.speaker.daemon.knowledge_aside);
  open.speaker.receive(command);
  const auto pending = open.speaker.assist().pending();
  REQUIRE(pending.size() == 1);
  CHECK(pending[0].consent_class == "repair");
  CHECK(pending[0].what_en.find("knowledge") != std::string::npos);

  REQUIRE(open.speaker.assist().answer("c1", false));
  open.speaker.settle();

  CHECK(open.speaker.daemon.adopted.empty());
}

TEST_CASE("UpdateKnowledge asks nobody for what the speaker has not") {
  Open open;
  auto command = open.command("c1");
  command.set_update_knowledge(std::string(32, 'k'));

  CHECK(test::refusal_of(open.speaker, command) == v1::REFUSAL_UNSUPPORTED);
  CHECK(open.speaker.assist().pending().empty());
}

TEST_CASE("UpdateKnowledge fails when what it asked for is gone meanwhile") {
  Open open;
  open.speaker.daemon.knowledge_aside = std::string(32, 'k');
  auto command = open.command("c1");
  command.set_update_knowledge(open.speaker.daemon.knowledge_aside);
  open.speaker.receive(command);
  open.speaker.daemon.knowledge_aside.clear();

  REQUIRE(open.speaker.assist().answer("c1", true));
  open.speaker.settle();

  CHECK(open.speaker.replies.finals("c1").at(0).state() ==
        v1::REPLY_STATE_FAILED);
}

TEST_CASE("reading waits for nothing that runs") {
  Open open;
  open.speaker.receive(open.speaker.probes("c1", {"wifi.link"}));
  auto command = open.command("c2");
  command.mutable_read_events()->set_limit(1);

  CHECK(open.done(command).state() == v1::REPLY_STATE_SUCCEEDED);
  CHECK(open.speaker.assist().running() == "run_probes");
}

TEST_CASE("a question of a reading verb ends with the session, too") {
  auto policy = test::open_door();
  policy.rules[static_cast<std::size_t>(ConsentClass::read)] = Rule::ask;
  test::Speaker speaker(policy);
  speaker.open_session();
  auto command = speaker.in_session("c1");
  command.mutable_read_events()->set_limit(1);
  speaker.receive(command);
  REQUIRE(speaker.assist().pending().size() == 1);

  REQUIRE(speaker.assist().end_session());
  speaker.settle();

  CHECK(speaker.assist().pending().empty());
  CHECK(speaker.replies.finals("c1").at(0).state() ==
        v1::REPLY_STATE_CANCELLED);
}

TEST_CASE("each verb has a name, and one way to run") {
  unsigned verbs = 0;
  for (int number = 0; number < 100; ++number) {
    const auto* verb = find_verb(v1::Command::VerbCase(number));
    if (!verb)
      continue;
    ++verbs;
    CHECK(!verb->name.empty());
    CHECK((verb->run != nullptr) != (verb->act != nullptr));
  }
  CHECK(verbs >= 10);
}
