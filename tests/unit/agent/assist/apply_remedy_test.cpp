#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/assist/speaker.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

assist::Policy with(assist::ConsentClass consent_class, assist::Rule rule) {
  assist::Policy policy;
  policy.rules[static_cast<std::size_t>(consent_class)] = rule;
  return test::open_door(policy);
}

assist::Policy allow_repairs() {
  return with(assist::ConsentClass::repair, assist::Rule::allow);
}

v1::Command applying(test::Speaker& speaker, std::string id, std::string what) {
  auto command = speaker.in_session(std::move(id));
  command.set_apply_remedy(std::move(what));
  return command;
}

v1::Reply only_final(const test::Speaker& speaker, std::string_view id) {
  const auto finals = speaker.replies.finals(id);
  REQUIRE(finals.size() == 1);
  return finals[0];
}

using Done = std::vector<std::string>;

}  // namespace

TEST_CASE("a remedy is tested, applied and tested again") {
  test::Speaker speaker(allow_repairs());
  speaker.open_session();

  speaker.receive(applying(speaker, "c1", "rejoin_wifi"));
  CHECK(speaker.assist().running() == "apply_remedy");
  CHECK(speaker.repairs_done.empty());
  speaker.advance(1s);
  CHECK(speaker.repairs_done == Done{"reconnect_wifi"});
  speaker.advance(1s);
  speaker.advance(1s);

  const auto reply = only_final(speaker, "c1");
  CHECK(reply.state() == v1::REPLY_STATE_SUCCEEDED);
  CHECK(reply.remedy().remedy_id() == "rejoin_wifi");
  CHECK(reply.remedy().fault_id() == "net.any");
  CHECK(reply.remedy().confirmed_size() == 2);
  // It passed before, too.
  CHECK(reply.remedy().outcome() == v1::REMEDY_OUTCOME_UNCHANGED);
  std::vector<std::string> steps;
  for (const auto& one : speaker.replies.about("c1")) {
    if (one.progress().step().starts_with("acting"))
      steps.push_back(one.progress().step());
  }
  CHECK(steps == std::vector<std::string>{"acting: reconnect_wifi"});
  CHECK(speaker.audit_text().find("apply_remedy") != std::string::npos);
}

TEST_CASE("R27: the owner is asked, with what the remedy does to him") {
  test::Speaker speaker;
  speaker.open_session();

  speaker.receive(applying(speaker, "c1", "restore_sound"));

  const auto pending = speaker.assist().pending();
  REQUIRE(pending.size() == 1);
  CHECK(pending[0].consent_class == "repair");
  CHECK(pending[0].what_en.starts_with("The speaker joins anew. Your speaker"));
  CHECK(pending[0].what_en.find("You will hear test sounds.") !=
        std::string::npos);
  CHECK(pending[0].what_zh.starts_with("音箱会重新连接。"));
  CHECK(speaker.repairs_done.empty());

  REQUIRE(speaker.assist().answer("c1", false));
  speaker.settle();
  CHECK(only_final(speaker, "c1").refusal() == v1::REFUSAL_CONSENT_DENIED);
  CHECK(speaker.repairs_done.empty());
}

TEST_CASE("R27: what the policy never allows is not done") {
  test::Speaker speaker(
      with(assist::ConsentClass::repair, assist::Rule::never));
  speaker.open_session();

  speaker.receive(applying(speaker, "c1", "rejoin_wifi"));

  CHECK(only_final(speaker, "c1").refusal() == v1::REFUSAL_POLICY);
  CHECK(speaker.repairs_done.empty());
}

TEST_CASE("a reboot is of the class disruptive, which one operator lacks") {
  test::Speaker speaker(allow_repairs());
  speaker.open_session();

  speaker.receive(applying(speaker, "c1", "reboot_for_memory"));

  CHECK(only_final(speaker, "c1").refusal() == v1::REFUSAL_SECOND_OPERATOR);
  CHECK(speaker.repairs_done.empty());
}

TEST_CASE("what is no remedy of the speaker itself is not supported") {
  test::Speaker speaker(allow_repairs());
  speaker.open_session();

  for (const std::string what : {"move_closer", "rm -rf /", ""}) {
    const auto id = "c" + std::to_string(what.size());
    speaker.receive(applying(speaker, id, what));
    CHECK(speaker.replies.about(id).back().refusal() ==
          v1::REFUSAL_UNSUPPORTED);
  }
  CHECK(speaker.repairs_done.empty());
}

TEST_CASE("a remedy that comes twice is applied once") {
  test::Speaker speaker(allow_repairs());
  speaker.open_session();
  const auto payload = speaker.sign(applying(speaker, "c1", "rejoin_wifi"));
  speaker.receive(payload);
  for (int i = 0; i < 3; ++i)
    speaker.advance(1s);

  speaker.receive(payload);
  speaker.advance(5s);

  CHECK(speaker.repairs_done == Done{"reconnect_wifi"});
  CHECK(speaker.replies.about("c1").back().refusal() == v1::REFUSAL_REPLAYED);
}

TEST_CASE("Cancel breaks a remedy off, and says that it was in the middle") {
  test::Speaker speaker(allow_repairs());
  speaker.open_session();
  speaker.receive(applying(speaker, "c1", "rejoin_wifi"));
  speaker.advance(1s);

  auto cancel = speaker.in_session("c2");
  cancel.mutable_cancel()->set_command_id("c1");
  speaker.receive(cancel);

  const auto reply = only_final(speaker, "c1");
  CHECK(reply.state() == v1::REPLY_STATE_CANCELLED);
  CHECK(reply.remedy().outcome() == v1::REMEDY_OUTCOME_INTERRUPTED);
  CHECK(speaker.assist().running().empty());
}

TEST_CASE("Cancel before it has begun leaves the board alone") {
  test::Speaker speaker(allow_repairs());
  speaker.open_session();
  speaker.receive(applying(speaker, "c1", "rejoin_wifi"));

  auto cancel = speaker.in_session("c2");
  cancel.mutable_cancel()->set_command_id("c1");
  speaker.receive(cancel);

  const auto reply = only_final(speaker, "c1");
  CHECK(reply.state() == v1::REPLY_STATE_CANCELLED);
  CHECK(reply.remedy().detail() == "stopped before it was begun");
  CHECK(speaker.repairs_done.empty());
}
