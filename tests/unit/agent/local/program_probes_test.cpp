#include <catch2/catch.hpp>
#include <chrono>

#include "tests/unit/agent/local/programs_fixture.hpp"

// Probes that other programs offer.

using namespace soundcheck;
using namespace std::chrono_literals;
using test::event;
using test::Programs;
using test::RawClient;
using test::request;
using test::run_request;

namespace {

v1::ProbeInfo a_probe(std::string name) {
  v1::ProbeInfo info;
  info.set_id(std::move(name));
  info.set_title("Button");
  info.set_seconds(0.5);
  info.set_deadline_ms(3000);
  return info;
}

v1::LocalRequest offer(std::uint64_t id, const v1::ProbeInfo& info) {
  auto message = request(id);
  message.set_offer_probe(info.SerializeAsString());
  return message;
}

v1::LocalRequest offer(std::uint64_t id, std::string name) {
  return offer(id, a_probe(std::move(name)));
}

v1::LocalRequest verdict(std::uint64_t id,
                         v1::Outcome outcome,
                         const std::string& finding = "") {
  v1::ProbeResult result;
  result.set_probe_id("app.button");
  result.set_outcome(outcome);
  result.set_summary("pressed");
  if (!finding.empty())
    result.add_findings()->set_id(finding);
  auto message = request(id);
  message.set_give_verdict(result.SerializeAsString());
  return message;
}

/// The result that ended a run.
v1::ProbeResult result_of(const std::vector<v1::LocalResponse>& answers) {
  REQUIRE(!answers.empty());
  REQUIRE(answers.back().done().probe_results().results_size() == 1);
  return answers.back().done().probe_results().results(0);
}

}  // namespace

TEST_CASE("a program's probe is in the catalog and runs where it is") {
  Programs f;
  f.serve();
  RawClient program(f.file);
  RawClient person(f.file);
  program.send(offer(1, "button"));
  f.poll();
  REQUIRE(f.catalog.back().id == "app.button");
  CHECK(f.catalog.back().deadline == 3s);
  CHECK(f.silent.back().id == "app.button");

  person.send(run_request(1, "app.button"));
  CHECK(f.answers(program).back().has_done());
  program.send(verdict(2, v1::OUTCOME_FAILED, "app.button_stuck"));
  CHECK(f.answers(program).back().has_done());
  const auto result = result_of(f.answers(person));

  CHECK(result.probe_id() == "app.button");
  CHECK(result.outcome() == v1::OUTCOME_FAILED);
  CHECK(result.summary() == "pressed");
  CHECK(result.findings(0).id() == "app.button_stuck");
  CHECK(f.seen_runs == 1);
}

TEST_CASE("a probe that makes a sound is not for check-ups nobody asked for") {
  Programs f;
  f.serve();
  RawClient program(f.file);
  auto loud = a_probe("bell");
  loud.set_audible(true);

  program.send(offer(1, loud));
  f.poll();

  CHECK(f.catalog.back().cost.audible);
  CHECK(f.silent.empty());
}

TEST_CASE("a program that hangs leaves its probe inconclusive, in time") {
  Programs f;
  f.serve();
  RawClient program(f.file);
  RawClient person(f.file);
  program.send(offer(1, "button"));
  f.poll();
  person.send(run_request(1, "app.button"));
  f.poll();

  f.clock.advance(3s);
  const auto result = result_of(f.answers(person));

  CHECK(result.outcome() == v1::OUTCOME_INCONCLUSIVE);
  CHECK(result.reason() == v1::REASON_TIMEOUT);
  // Its word comes too late, and the next run is told that it hangs.
  program.send(verdict(2, v1::OUTCOME_PASSED));
  CHECK(f.answers(program).back().error().reason() == v1::REASON_UNSUPPORTED);
  person.send(run_request(2, "app.button"));
  CHECK(result_of(f.answers(person)).reason() == v1::REASON_BUSY);
}

TEST_CASE("a program that dies during its probe is noticed at once") {
  Programs f;
  f.serve();
  RawClient person(f.file);
  {
    RawClient program(f.file);
    program.send(offer(1, "button"));
    f.poll();
    person.send(run_request(1, "app.button"));
    f.poll();
  }
  CHECK(result_of(f.answers(person)).reason() == v1::REASON_IO);

  person.send(run_request(2, "app.button"));
  CHECK(result_of(f.answers(person)).outcome() == v1::OUTCOME_NOT_SUPPORTED);
  RawClient again(f.file);
  again.send(offer(1, "button"));
  f.poll();
  person.send(run_request(3, "app.button"));
  f.poll();
  again.send(verdict(2, v1::OUTCOME_PASSED));
  CHECK(result_of(f.answers(person)).outcome() == v1::OUTCOME_PASSED);
}

TEST_CASE("nobody answers for another program, or speaks of others' findings") {
  Programs f;
  f.serve();
  RawClient program(f.file), liar(f.file), person(f.file);
  program.send(offer(1, "button"));
  liar.send(offer(1, "button"));
  CHECK(f.answers(liar).back().error().reason() == v1::REASON_BUSY);
  person.send(run_request(1, "app.button"));
  f.poll();

  liar.send(verdict(2, v1::OUTCOME_PASSED));
  CHECK(f.answers(liar).back().error().reason() == v1::REASON_UNSUPPORTED);
  program.send(verdict(2, v1::OUTCOME_PASSED, "wifi.weak_signal"));
  CHECK(f.answers(program).back().error().reason() == v1::REASON_PARSE);
  CHECK(f.answers(person).size() <= 1);
}

TEST_CASE("names of probes are checked and few") {
  Programs f;
  f.serve();
  RawClient program(f.file);

  for (const auto* name : {"", "Button", "a.b", "events"}) {
    program.send(offer(1, name));
    CHECK(f.answers(program).back().error().reason() == v1::REASON_PARSE);
  }
  for (std::uint64_t i = 0; i < local::AppProbeDesk::most; ++i)
    program.send(offer(10 + i, "p" + std::to_string(i)));
  program.send(offer(30, "one_more"));
  CHECK(f.answers(program).back().error().what() ==
        "no room for another probe");
}

TEST_CASE("without a daemon behind it these verbs are not supported") {
  test::LocalFixture f;
  f.serve();
  RawClient client(f.file);

  client.send(event(1, "a"));
  f.poll();

  CHECK(client.take().back().error().what() ==
        "this version does not know that verb");
}

TEST_CASE(
    "each verb needs a right; what is none of the others is the owner's") {
  using Request = v1::LocalRequest;
  CHECK(local::right_for(Request::kGetStatus) == local::Right::read);
  CHECK(local::right_for(Request::kWatch) == local::Right::read);
  CHECK(local::right_for(Request::kDiagnose) == local::Right::run);
  CHECK(local::right_for(Request::kPost) == local::Right::post);
  CHECK(local::right_for(Request::kOfferProbe) == local::Right::probe);
  CHECK(local::right_for(Request::kAnswerConsent) == local::Right::owner);
  CHECK(local::right_for(Request::kEndSession) == local::Right::owner);
  CHECK(local::right_for(static_cast<Request::VerbCase>(99)) ==
        local::Right::owner);
}

TEST_CASE("a daemon built without probes of programs says so") {
  Programs f;
  f.app_probes.reset();
  f.serve();
  RawClient program(f.file);

  program.send(offer(1, "button"));
  program.send(verdict(2, v1::OUTCOME_PASSED));
  const auto answers = f.answers(program);

  REQUIRE(answers.size() == 2);
  for (const auto& answer : answers)
    CHECK(answer.error().reason() == v1::REASON_UNSUPPORTED);
}
