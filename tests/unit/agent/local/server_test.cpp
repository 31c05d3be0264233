#include "agent/local/server.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/local/local_fixture.hpp"

using namespace soundcheck;
using test::LocalFixture;
using test::RawClient;
using test::request;
using test::run_request;

TEST_CASE("status, probes, consents and their answers") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);
  auto status = request(1);
  status.mutable_get_status();
  auto list = request(2);
  list.mutable_list_probes();
  auto consents = request(3);
  consents.mutable_get_consents();
  auto allow = request(4);
  allow.mutable_answer_consent()->set_command_id("c1");
  allow.mutable_answer_consent()->set_allow(true);
  auto wrong = request(5);
  wrong.mutable_answer_consent()->set_command_id("c2");
  auto stop = request(6);
  stop.mutable_end_session();

  for (const auto& message : {status, list, consents, allow, wrong, stop})
    REQUIRE(client.send(message));
  f.poll();
  const auto answers = client.take();

  REQUIRE(answers.size() == 6);
  CHECK(answers[0].done().status().device() == "kitchen");
  CHECK(answers[1].done().probe_list().probes(1).id() == "test.slow");
  const auto& pending = answers[2].done().consents().pending(0);
  CHECK(pending.operator_() == "Ana");
  CHECK(pending.what_zh() == "播放一段短音");
  CHECK(pending.seconds_left() == 40);
  CHECK(answers[3].has_done());
  CHECK(f.desk.answered == true);
  CHECK(answers[4].error().reason() == v1::REASON_UNSUPPORTED);
  CHECK(answers[5].has_done());
  CHECK(f.desk.ended == 1);
}

TEST_CASE("what goes beyond one command, and what was said so far") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);
  auto consents = request(1);
  consents.mutable_get_consents();
  auto allow = request(2);
  allow.mutable_answer_consent()->set_command_id("c1");
  allow.mutable_answer_consent()->set_allow(true);
  allow.mutable_answer_consent()->set_scope(v1::CONSENT_SCOPE_SESSION);
  auto revoke = request(3);
  revoke.set_revoke_consent("test");
  auto audit = request(4);
  audit.mutable_get_audit()->set_from(2);
  audit.mutable_get_audit()->set_limit(1);
  auto mute = request(5);
  mute.mutable_end_session()->set_by_mute(true);

  for (const auto& message : {consents, allow, revoke, audit, mute})
    REQUIRE(client.send(message));
  f.poll();
  const auto answers = client.take();

  REQUIRE(answers.size() == 5);
  CHECK(answers[0].done().consents().for_session(0) == "test");
  CHECK(answers[0].done().consents().never(0) == "logs");
  CHECK(f.desk.scope == ConsentScope::session);
  CHECK(f.desk.revoked == std::vector<std::string>{"test"});
  CHECK(answers[3].done().audit() == f.desk.audit_lines[1] + '\n');
  CHECK(f.desk.muted);
}

TEST_CASE("a run streams its progress, ends once and is told to the observer") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);

  client.send(run_request(7, "test.quick"));
  f.poll();
  const auto answers = client.take();

  REQUIRE(answers.size() == 4);
  CHECK(answers[0].progress().probe_id() == "test.quick");
  CHECK(answers[1].progress().step() == "half way");
  CHECK(answers[2].progress().finished().summary() == "fine");
  CHECK(answers[3].done().probe_results().results(0).outcome() ==
        v1::OUTCOME_PASSED);
  for (const auto& answer : answers)
    CHECK(answer.id() == 7);
  CHECK(f.seen_runs == 1);
}

TEST_CASE("a client is answered only when what it asked for is safe") {
  LocalFixture f;
  f.disk_is_slow = true;
  f.serve();
  RawClient client(f.file);

  client.send(run_request(7, "test.quick"));
  f.poll();
  const auto before = client.take();
  f.clock.advance(std::chrono::hours(1));
  f.poll();
  const auto after = client.take();

  CHECK(before.size() == 3);
  for (const auto& answer : before)
    CHECK(answer.has_progress());
  REQUIRE(after.size() == 1);
  CHECK(after[0].has_done());
}

TEST_CASE("a diagnosis carries complaint and knowledge and is observed") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);
  auto message = request(8);
  message.mutable_diagnose()->set_complaint(v1::COMPLAINT_NO_SOUND);

  client.send(message);
  f.poll();
  const auto answers = client.take();

  const auto& diagnosis = answers.back().done().diagnosis();
  CHECK(diagnosis.status() == v1::DIAGNOSIS_STATUS_NO_FAULT);
  CHECK(diagnosis.complaint() == "no_sound");
  CHECK(diagnosis.knowledge_hash() == "abc");
  CHECK(f.seen_diagnoses == 1);
}

TEST_CASE("what cannot be done is told with a reason") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);
  auto none = request(2);
  none.mutable_run_probes();

  client.send(run_request(1, "test.gone"));
  client.send(none);
  client.send(request(3));
  f.poll();
  const auto answers = client.take();

  REQUIRE(answers.size() == 3);
  CHECK(answers[0].error().what() == "there is no probe \"test.gone\"");
  CHECK(answers[1].error().what() == "name 1 to 32 probes");
  CHECK(answers[2].error().what() == "this version does not know that verb");
}

TEST_CASE("a client stops its own request and both are answered") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);
  client.send(run_request(1, "test.slow"));
  f.poll();
  REQUIRE(f.clock.sleepers() >= 1);
  auto cancel = request(2);
  cancel.mutable_cancel()->set_request_id(1);
  auto again = request(3);
  again.mutable_cancel()->set_request_id(1);

  client.send(cancel);
  f.poll();
  client.send(again);
  f.poll();
  const auto answers = client.take();

  CHECK(f.clock.sleepers() == 0);
  std::map<std::uint64_t, v1::LocalResponse> ends;
  for (const auto& answer : answers) {
    if (!answer.has_progress()) {
      CHECK(!ends.contains(answer.id()));
      ends[answer.id()] = answer;
    }
  }
  CHECK(ends[1].error().reason() == v1::REASON_CANCELLED);
  CHECK(ends[2].has_done());
  CHECK(ends[3].error().what() == "no open request 1");
  CHECK(f.seen_runs == 0);
}

TEST_CASE("a diagnosis that is stopped is not observed") {
  LocalFixture f;
  f.serve();
  RawClient client(f.file);
  auto message = request(1);
  message.mutable_diagnose()->set_complaint(v1::COMPLAINT_DROPS);
  client.send(message);
  f.poll();
  auto cancel = request(2);
  cancel.mutable_cancel()->set_request_id(1);

  client.send(cancel);
  f.poll();

  CHECK(client.take().back().error().reason() == v1::REASON_CANCELLED);
  CHECK(f.seen_diagnoses == 0);
}
