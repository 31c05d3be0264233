#include <catch2/catch.hpp>
#include <chrono>

#include "agent/local/server.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/unit/agent/local/local_fixture.hpp"

// What libsoundcheck asks for: see agent/sdk.

using namespace soundcheck;
using namespace std::chrono_literals;
using test::LocalFixture;
using test::RawClient;
using test::request;
using test::run_request;

namespace {

v1::LocalRequest event(std::uint64_t id, std::string name, double count = 1) {
  auto message = request(id);
  message.mutable_post()->set_name(std::move(name));
  message.mutable_post()->set_value(count);
  message.mutable_post()->set_unit("event");
  return message;
}

v1::LocalRequest watch(std::uint64_t id, std::uint64_t seen) {
  auto message = request(id);
  message.set_watch(seen);
  return message;
}

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

struct Programs : LocalFixture {
  Programs() {
    catalog.reserve(catalog.size() + local::AppProbeDesk::most);
    silent.reserve(local::AppProbeDesk::most);
  }
  // Its clients end before what they use.
  ~Programs() {
    server->stop();
    poll();
  }
  void serve(local::Access access = {}, local::Limits limits = {}) {
    auto all = ports();
    all.access = std::move(access);
    all.app_reports = &reports;
    all.app_probes = app_probes.get();
    all.bell = &bell;
    all.knowledge = [this]() -> const diagnosis::Knowledge& {
      return knowledge;
    };
    server =
        local::Server::listen(io, file, std::move(all), clock, limits).value();
  }
  std::vector<v1::LocalResponse> answers(RawClient& client) {
    poll();
    return client.take();
  }

  diagnosis::Knowledge knowledge;
  local::AppReports reports{clock};
  Bell bell{io.get_executor()};
  std::vector<Probe> silent;
  std::unique_ptr<local::AppProbeDesk> app_probes =
      local::make_app_probes(io.get_executor(), catalog, silent);
};

/// The result that ended a run.
v1::ProbeResult result_of(const std::vector<v1::LocalResponse>& answers) {
  REQUIRE(!answers.empty());
  REQUIRE(answers.back().done().probe_results().results_size() == 1);
  return answers.back().done().probe_results().results(0);
}

}  // namespace

TEST_CASE("events and measurements of programs are kept") {
  Programs f;
  f.serve();
  RawClient client(f.file);
  auto number = request(2);
  number.mutable_post()->set_name("asr.latency");
  number.mutable_post()->set_value(412);
  number.mutable_post()->set_unit("ms");

  client.send(event(1, "asr.no_reply", 3));
  client.send(number);
  client.send(event(3, "No Name"));
  const auto answers = f.answers(client);

  REQUIRE(answers.size() == 3);
  CHECK(answers[0].has_done());
  CHECK(answers[1].has_done());
  CHECK(answers[2].error().reason() == v1::REASON_PARSE);
  REQUIRE(f.reports.number(1));
  CHECK(f.reports.number(0)->value == 3);
  CHECK(f.reports.number(1)->unit == "ms");
}

TEST_CASE("who posts too much is told so until time has passed") {
  Programs f;
  f.serve();
  RawClient client(f.file);

  for (std::uint64_t i = 1; i <= 30; ++i) {
    client.send(event(i, "a"));
    REQUIRE(f.answers(client).at(0).has_done());
  }
  client.send(event(31, "a"));
  CHECK(f.answers(client).at(0).error().reason() == v1::REASON_BUSY);
  f.clock.advance(1s);
  client.send(event(32, "a"));
  CHECK(f.answers(client).at(0).has_done());
}

TEST_CASE("a client that floods is slowed down, and the others are served") {
  Programs f;
  f.serve();
  RawClient flood(f.file);
  RawClient other(f.file);

  std::size_t answered = 0;
  std::uint64_t id = 0;
  for (int turn = 0; turn < 100; ++turn) {
    for (int i = 0; i < 100; ++i) {
      auto status = request(++id);
      status.mutable_get_status();
      flood.send(status);
    }
    answered += f.answers(flood).size();
  }
  other.send(run_request(1, "test.quick"));

  CHECK(f.answers(other).back().has_done());
  // What one read takes in beyond the hundred is let through.
  CHECK(answered < 1500);
  f.clock.advance(30s);
  CHECK(!f.answers(flood).empty());
  CHECK(!flood.gone());
}

TEST_CASE("one program cannot take all places") {
  Programs f;
  local::Limits limits;
  limits.clients_of_process = 2;
  f.serve({}, limits);
  RawClient first(f.file), second(f.file), third(f.file);
  f.poll();

  third.take();

  CHECK(third.gone());
  first.send(run_request(1, "test.quick"));
  CHECK(f.answers(first).back().has_done());
}

TEST_CASE("a watcher is told at once, then only of what changes") {
  Programs f;
  f.serve();
  RawClient client(f.file);

  client.send(watch(1, 0));
  const auto first = f.answers(client);
  REQUIRE(first.size() == 1);
  const auto& status = first[0].done().status();
  CHECK(status.device() == "kitchen");
  client.send(watch(2, status.revision()));
  CHECK(f.answers(client).empty());
  f.bell.ring();
  const auto second = f.answers(client);

  REQUIRE(second.size() == 1);
  CHECK(second[0].id() == 2);
  CHECK(second[0].done().status().revision() > status.revision());
}

TEST_CASE("what changed before the question is told at once") {
  Programs f;
  f.serve();
  RawClient client(f.file);
  client.send(watch(1, 0));
  const auto seen = f.answers(client).back().done().status().revision();
  f.bell.ring();

  client.send(watch(2, seen));

  CHECK(f.answers(client).size() == 1);
}

TEST_CASE("a watcher can be called off and can go away") {
  Programs f;
  f.serve();
  {
    RawClient gone(f.file);
    gone.send(watch(1, f.bell.rings()));
    f.poll();
  }
  RawClient client(f.file);
  client.send(watch(1, f.bell.rings()));
  f.poll();
  auto cancel = request(2);
  cancel.mutable_cancel()->set_request_id(1);

  client.send(cancel);
  const auto answers = f.answers(client);
  f.bell.ring();
  f.poll();

  REQUIRE(answers.size() == 2);
  CHECK(answers[1].error().reason() == v1::REASON_CANCELLED);
}

TEST_CASE("what people are told of a fault comes in both languages") {
  Programs f;
  diagnosis::Fault fault{};
  fault.id = "wifi.weak_signal";
  fault.title = {"Weak signal", "信号弱"};
  f.knowledge.faults.push_back(fault);
  f.serve();
  RawClient client(f.file);
  auto title = request(1);
  title.set_get_text("title wifi.weak_signal");
  auto none = request(2);
  none.set_get_text("remedy wifi.weak_signal");

  client.send(title);
  client.send(none);
  const auto answers = f.answers(client);

  REQUIRE(answers.size() == 2);
  CHECK(answers[0].done().text().en() == "Weak signal");
  CHECK(answers[0].done().text().zh() == "信号弱");
  CHECK(answers[1].error().reason() == v1::REASON_UNSUPPORTED);
}

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
  LocalFixture f;
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
