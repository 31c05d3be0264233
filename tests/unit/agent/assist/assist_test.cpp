#include "agent/assist/assist.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/assist/speaker.hpp"

using namespace soundcheck;
using namespace soundcheck::assist;
using namespace std::chrono_literals;

namespace {

std::vector<v1::ReplyState> states(const std::vector<v1::Reply>& replies) {
  std::vector<v1::ReplyState> states;
  for (const auto& reply : replies) {
    if (!reply.has_progress())
      states.push_back(reply.state());
  }
  return states;
}

v1::Reply only_final(const test::Speaker& speaker, const std::string& id) {
  const auto finals = speaker.replies.finals(id);
  REQUIRE(finals.size() == 1);
  return finals.front();
}

Policy allow_tests() {
  auto policy = test::open_door();
  policy.rules[static_cast<std::size_t>(ConsentClass::test)] = Rule::allow;
  return policy;
}

v1::Command diagnosing(test::Speaker& speaker, const std::string& id) {
  auto command = speaker.in_session(id);
  command.mutable_diagnose()->set_complaint(v1::COMPLAINT_NO_SOUND);
  return command;
}

v1::Command cancelling(test::Speaker& speaker,
                       const std::string& id,
                       const std::string& victim) {
  auto command = speaker.in_session(id);
  command.mutable_cancel()->set_command_id(victim);
  return command;
}

v1::Command closing(test::Speaker& speaker, const std::string& id) {
  auto command = speaker.in_session(id);
  command.mutable_close_session();
  return command;
}

}  // namespace

TEST_CASE("an OpenSession is answered with a nonce, the time and the boot") {
  test::Speaker speaker;
  auto command = speaker.opening("open");
  command.mutable_open_session()->set_max_seconds(7200);

  speaker.receive(command);

  const auto reply = only_final(speaker, "open");
  CHECK(reply.state() == v1::REPLY_STATE_SUCCEEDED);
  CHECK(reply.session_opened().nonce().size() == 16);
  CHECK(reply.session_opened().seconds() == 1800);
  CHECK(reply.session_opened().boot_id() == "boot-1");
  REQUIRE(speaker.assist().session());
  CHECK(speaker.assist().session()->operator_name == "ann");
  CHECK(speaker.assist().session()->left == 1800s);
  CHECK(speaker.session_changes == std::vector<bool>{true});
  CHECK(speaker.audit_count("command_accepted") == 1);
  CHECK(speaker.audit_count("session_opened") == 1);
  CHECK(speaker.audit_count("command_finished") == 1);
}

TEST_CASE("probes run one after another and answer step by step") {
  test::Speaker speaker;
  speaker.open_session();
  speaker.receive(speaker.probes("c1", {"wifi.link", "network.dns"}));
  CHECK(speaker.assist().running() == "run_probes");
  speaker.advance(1s);
  speaker.advance(1s);

  const auto replies = speaker.replies.about("c1");
  unsigned finished = 0;
  for (std::size_t i = 0; i < replies.size(); ++i) {
    CHECK(replies[i].n() == i + 1);
    finished += replies[i].progress().has_finished();
  }
  CHECK(finished == 2);
  CHECK(states(replies) == std::vector{v1::REPLY_STATE_ACCEPTED,
                                       v1::REPLY_STATE_RUNNING,
                                       v1::REPLY_STATE_SUCCEEDED});
  const auto reply = only_final(speaker, "c1");
  REQUIRE(reply.probe_results().results_size() == 2);
  CHECK(reply.probe_results().results(1).probe_id() == "network.dns");
  CHECK(reply.probe_results().results(1).outcome() == v1::OUTCOME_PASSED);
  CHECK(speaker.assist().running().empty());
}

TEST_CASE("what is told to be accepted stands in the audit log by then") {
  test::Speaker speaker;
  speaker.open_session();
  std::vector<std::size_t> noted;
  speaker.replies.about_to_send = [&](const v1::Reply& reply) {
    if (reply.state() == v1::REPLY_STATE_ACCEPTED)
      noted.push_back(speaker.audit_count("command_accepted"));
  };

  speaker.receive(speaker.probes("c1", {"wifi.link"}));

  // The first is the opening of the session.
  CHECK(noted == std::vector<std::size_t>{2});
}

TEST_CASE("a diagnosis names complaint and knowledge") {
  test::Speaker speaker(allow_tests());
  speaker.open_session();
  speaker.receive(diagnosing(speaker, "c1"));
  speaker.advance(1s);
  speaker.advance(1s);
  speaker.advance(2s);

  const auto reply = only_final(speaker, "c1");
  CHECK(reply.state() == v1::REPLY_STATE_SUCCEEDED);
  CHECK(reply.diagnosis().status() == v1::DIAGNOSIS_STATUS_NO_FAULT);
  CHECK(reply.diagnosis().complaint() == "no_sound");
  CHECK(reply.diagnosis().knowledge_hash() == "cafe");
  CHECK(reply.diagnosis().probes_run_size() == 3);
}

TEST_CASE("Cancel stops the running probe and says what was found so far") {
  test::Speaker speaker;
  speaker.open_session();
  speaker.receive(speaker.probes("c1", {"wifi.link", "network.dns"}));
  speaker.advance(1s);

  speaker.receive(cancelling(speaker, "c2", "c1"));

  CHECK(only_final(speaker, "c2").state() == v1::REPLY_STATE_SUCCEEDED);
  const auto reply = only_final(speaker, "c1");
  CHECK(reply.state() == v1::REPLY_STATE_CANCELLED);
  CHECK(reply.detail() == "cancelled by support");
  REQUIRE(reply.probe_results().results_size() == 2);
  CHECK(reply.probe_results().results(0).outcome() == v1::OUTCOME_PASSED);
  CHECK(reply.probe_results().results(1).outcome() == v1::OUTCOME_CANCELLED);
  CHECK(speaker.assist().running().empty());
}

TEST_CASE("Cancel that comes in the same moment stops a command, too") {
  test::Speaker speaker;
  speaker.open_session();
  const auto command = speaker.probes("c1", {"wifi.link"});
  const auto cancel = cancelling(speaker, "c2", "c1");
  speaker.assist().receive(speaker.sign(command));
  speaker.assist().receive(speaker.sign(cancel));
  speaker.settle();

  CHECK(only_final(speaker, "c1").state() == v1::REPLY_STATE_CANCELLED);
  CHECK(only_final(speaker, "c2").state() == v1::REPLY_STATE_SUCCEEDED);
}

TEST_CASE("a stop works between any two steps of a command") {
  test::Speaker speaker;
  for (int steps = 0; steps < 30; ++steps) {
    const auto id = "c" + std::to_string(steps);
    speaker.open_session();
    speaker.assist().receive(speaker.sign(speaker.probes(id, {"wifi.link"})));
    speaker.take_steps(steps);

    REQUIRE(speaker.assist().end_session());
    speaker.settle();

    CHECK(only_final(speaker, id).state() == v1::REPLY_STATE_CANCELLED);
    CHECK(speaker.clock().sleepers() == 0);
  }
  CHECK(speaker.probes_started.size() > 0);
  CHECK(speaker.probes_started.size() < 30);
}

TEST_CASE("Cancel of what does not run fails and says so") {
  test::Speaker speaker;
  speaker.open_session();
  speaker.receive(speaker.probes("c1", {"wifi.link"}));
  speaker.advance(1s);

  speaker.receive(cancelling(speaker, "c2", "c1"));

  const auto reply = only_final(speaker, "c2");
  CHECK(reply.state() == v1::REPLY_STATE_FAILED);
  CHECK(reply.detail() == "no command \"c1\" is running");
  CHECK(only_final(speaker, "c1").state() == v1::REPLY_STATE_SUCCEEDED);
}

TEST_CASE("the end of a session stops what runs in it") {
  test::Speaker speaker;
  speaker.open_session();
  speaker.receive(speaker.probes("c1", {"wifi.link"}));
  std::string why;
  SECTION("closed by support") {
    speaker.receive(closing(speaker, "c2"));
    CHECK(only_final(speaker, "c2").state() == v1::REPLY_STATE_SUCCEEDED);
    why = "the session was closed by support";
  }
  SECTION("stopped by the owner") {
    REQUIRE(speaker.assist().end_session());
    speaker.settle();
    why = "the session was stopped by the owner";
  }
  SECTION("replaced by its operator") {
    speaker.open_session();
    why = "the session was replaced by a new one of the same operator";
    CHECK(speaker.assist().session());
    REQUIRE(speaker.assist().end_session());
    speaker.settle();
  }

  CHECK(only_final(speaker, "c1").state() == v1::REPLY_STATE_CANCELLED);
  CHECK(only_final(speaker, "c1").detail() == why);
  CHECK(!speaker.assist().session());
  CHECK(!speaker.assist().end_session());
  CHECK(speaker.session_changes.back() == false);
  CHECK(speaker.audit_text().find(why) != std::string::npos);
}

TEST_CASE("R02: a session ends by itself, with whatever runs in it") {
  auto policy = test::open_door();
  policy.idle_session = 1800s;
  test::Speaker speaker(policy);
  speaker.open_session();
  speaker.advance(899s + 500ms);
  CHECK(speaker.assist().session()->left == 1s);
  speaker.receive(speaker.probes("c1", {"wifi.link"}));

  speaker.advance(500ms);

  CHECK(!speaker.assist().session());
  CHECK(only_final(speaker, "c1").state() == v1::REPLY_STATE_CANCELLED);
  CHECK(speaker.session_changes == std::vector<bool>{true, false});
  CHECK(speaker.audit_count("session_closed") == 1);
  CHECK(speaker.clock().sleepers() == 0);
}

TEST_CASE("a command that a power cut interrupted is answered after it") {
  test::Speaker speaker;
  speaker.open_session();
  speaker.receive(speaker.probes("c1", {"wifi.link"}));
  REQUIRE(speaker.replies.finals("c1").empty());

  speaker.reboot();

  const auto reply = only_final(speaker, "c1");
  CHECK(reply.state() == v1::REPLY_STATE_FAILED);
  CHECK(reply.detail() == "interrupted by a restart");
  CHECK(reply.n() > speaker.replies.about("c1").front().n());
  CHECK(speaker.audit_count("command_interrupted") == 1);
  CHECK(!speaker.assist().session());
  speaker.reboot();
  CHECK(speaker.replies.finals("c1").size() == 1);
}

TEST_CASE("an orderly stop answers what it interrupts") {
  test::Speaker speaker;
  speaker.open_session();
  speaker.receive(speaker.probes("c1", {"wifi.link"}));

  speaker.stop();

  const auto reply = only_final(speaker, "c1");
  CHECK(reply.state() == v1::REPLY_STATE_FAILED);
  CHECK(reply.detail() == "interrupted: the agent stops");
  CHECK(!speaker.assist().session());
  speaker.receive(speaker.opening("late"));
  CHECK(speaker.replies.about("late").empty());
  speaker.reboot();
  CHECK(speaker.replies.finals("c1").size() == 1);
}

TEST_CASE("an answer that could not be stored is given after a restart") {
  test::Speaker speaker;
  speaker.open_session();
  speaker.replies.storage_full = true;
  speaker.receive(speaker.probes("c1", {"wifi.link"}));
  speaker.advance(1s);
  CHECK(speaker.complaints == std::vector<std::string>{"disk full"});

  speaker.replies.storage_full = false;
  speaker.reboot();

  CHECK(only_final(speaker, "c1").state() == v1::REPLY_STATE_FAILED);
}

TEST_CASE("the audit log of a whole session is a sound chain") {
  test::Speaker speaker;
  speaker.open_session();
  speaker.receive(speaker.probes("c1", {"wifi.link"}));
  speaker.advance(1s);
  speaker.receive("garbage");
  speaker.receive(closing(speaker, "c2"));

  const auto summary = verify_audit(speaker.folder.path() / "audit.log");
  REQUIRE(summary);
  CHECK(summary->lines == 9);
}
