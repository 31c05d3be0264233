#include "agent/checkup.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "tests/support/manual_clock.hpp"
#include "tests/support/run.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

Task<Verdict> answer(Verdict verdict, Progress& progress) {
  progress.report(0.5, "half way");
  // Smaller than before: what people see must not go back.
  progress.report(0.25, "still there");
  co_return verdict;
}

Task<Verdict> sleep_long(Clock& clock) {
  const auto slept = co_await clock.sleep(1h);
  if (!slept)
    co_return slept.error();
  co_return Error(Errc::internal, "slept to the end");
}

Probe probe_with(std::string id, Verdict verdict) {
  Probe probe;
  probe.id = std::move(id);
  probe.deadline = 2h;
  probe.hardware = Hardware::none;
  probe.run = [verdict](Progress& progress) {
    return answer(verdict, progress);
  };
  return probe;
}

Probe probe_that_sleeps(std::string id, Clock& clock) {
  Probe probe;
  probe.id = std::move(id);
  probe.deadline = 2h;
  probe.hardware = Hardware::none;
  probe.run = [&clock](Progress&) { return sleep_long(clock); };
  return probe;
}

/// Asks for its probes in order and remembers the evidence it was shown.
class ListEngine final : public diagnosis::Engine {
 public:
  explicit ListEngine(std::vector<std::string> ids) : ids_(std::move(ids)) {}

  std::optional<diagnosis::NextTest> next_test(
      const std::vector<diagnosis::ProbeEvidence>& so_far,
      const diagnosis::Question&) const override {
    if (so_far.size() >= ids_.size())
      return std::nullopt;
    return diagnosis::NextTest{ids_[so_far.size()], "because",
                               static_cast<unsigned>(ids_.size())};
  }

  diagnosis::Diagnosis conclude(
      const std::vector<diagnosis::ProbeEvidence>& evidence,
      const diagnosis::Question& question) const override {
    shown = evidence;
    complained = question.complaint;
    known = question.circumstances;
    diagnosis::Diagnosis result;
    result.status = diagnosis::Status::no_fault;
    return result;
  }

  std::string_view knowledge_hash() const override { return "of a list"; }

  mutable std::vector<diagnosis::ProbeEvidence> shown;
  mutable std::string complained;
  mutable std::vector<std::string> known;

 private:
  std::vector<std::string> ids_;
};

struct Fixture {
  test::ManualClock clock;
  Runner runner{clock};
  std::vector<Probe> catalog{
      probe_with("a.good", {Outcome::passed, "fine", {}, {}}),
      probe_with("a.bad",
                 {Outcome::failed,
                  "broken",
                  {},
                  {{"a.crack", Presence::present, "long"},
                   {"a.dust", Presence::absent, "none"},
                   {"a.smell", Presence::unknown, ""}}}),
      probe_that_sleeps("a.slow", clock)};
  ListEngine engine{{"a.good", "a.bad"}};
  Checkup checkup{runner, catalog, engine, clock};
  std::vector<Step> steps;
  Watch watch = [this](const Step& step) {
    steps.push_back(step);
    steps.back().finished = nullptr;
    if (step.finished)
      finished.push_back(step.finished->probe_id);
  };
  std::vector<std::string> finished;
};

}  // namespace

TEST_CASE("probes are found by id") {
  Fixture f;

  CHECK(f.checkup.find("a.bad") == &f.catalog[1]);
  CHECK(f.checkup.find("a") == nullptr);
}

TEST_CASE("named probes run in the order given, each step told") {
  Fixture f;

  const auto runs = test::run(f.checkup.run({"a.bad", "a.good"}, f.watch));

  REQUIRE(runs.size() == 2);
  CHECK(runs[0].summary == "broken");
  CHECK(runs[1].summary == "fine");
  CHECK(f.finished == std::vector<std::string>{"a.bad", "a.good"});
  REQUIRE(f.steps.size() == 8);
  CHECK(f.steps[0].fraction == 0);
  CHECK(f.steps[1].text == "half way");
  CHECK(f.steps[2].fraction == 0.5);
  CHECK(f.steps[3].fraction == 1);
  CHECK(f.steps[7].index == 1);
  CHECK(f.steps[7].count == 2);
  CHECK(f.steps[7].why_id.empty());
}

TEST_CASE("a probe that this agent does not have is told as not supported") {
  Fixture f;

  const auto runs = test::run(f.checkup.run({"a.future"}, f.watch));

  REQUIRE(runs.size() == 1);
  CHECK(runs[0].outcome == Outcome::not_supported);
  CHECK(runs[0].reason == Errc::unsupported);
  CHECK(runs[0].summary == "this agent has no probe a.future");
}

TEST_CASE("nobody has to watch") {
  Fixture f;

  CHECK(test::run(f.checkup.run({"a.good"}, nullptr)).size() == 1);
}

TEST_CASE("a diagnosis shows the engine what the probes said") {
  Fixture f;

  const auto result = test::run(f.checkup.diagnose("no_sound", f.watch));

  CHECK(result.runs.size() == 2);
  CHECK(!result.cancelled);
  CHECK(result.question.complaint == "no_sound");
  CHECK(f.engine.complained == "no_sound");
  CHECK(result.diagnosis.status == diagnosis::Status::no_fault);
  CHECK(f.steps[0].why_id == "because");
  REQUIRE(f.engine.shown.size() == 2);
  CHECK(f.engine.shown[0].judgement == diagnosis::Judgement::passed);
  const auto& bad = f.engine.shown[1];
  CHECK(bad.judgement == diagnosis::Judgement::failed);
  REQUIRE(bad.findings.size() == 3);
  CHECK(bad.findings[0].answer == diagnosis::Answer::present);
  CHECK(bad.findings[0].text == "long");
  CHECK(bad.findings[1].answer == diagnosis::Answer::absent);
  CHECK(bad.findings[2].answer == diagnosis::Answer::unknown);
}

TEST_CASE("a diagnosis takes into account what the speaker remembers") {
  Fixture f;
  f.checkup.set_recall([] { return std::vector<std::string>{"unhelped:x"}; });
  diagnosis::Question question("drops");
  question.circumstances = {"just_moved"};

  const auto result = test::run(f.checkup.diagnose(question, f.watch));

  const std::vector<std::string> known = {"just_moved", "unhelped:x"};
  CHECK(result.question.circumstances == known);
  CHECK(f.engine.known == known);
}

TEST_CASE("a diagnosis tells how long it took") {
  Fixture f;
  const ListEngine engine({"a.slow"});
  Checkup checkup(f.runner, f.catalog, engine, f.clock);
  asio::io_context io(1);
  std::optional<CheckupResult> result;
  co_spawn(io, checkup.diagnose("", nullptr),
           [&](std::exception_ptr, CheckupResult r) { result = std::move(r); });

  io.poll();
  f.clock.advance(1h);
  io.poll();

  REQUIRE(result);
  CHECK(result->duration == 1h);
}

TEST_CASE("a diagnosis ends with the engine that it began with") {
  Fixture f;
  auto engine = std::make_shared<const ListEngine>(
      std::vector<std::string>{"a.slow", "a.good"});
  const std::weak_ptr<const ListEngine> first = engine;
  Checkup checkup(
      f.runner, f.catalog, [&engine] { return engine; }, f.clock);
  asio::io_context io(1);
  std::optional<CheckupResult> result;
  co_spawn(io, checkup.diagnose("", nullptr),
           [&](std::exception_ptr, CheckupResult r) { result = std::move(r); });

  io.poll();
  engine = std::make_shared<const ListEngine>(std::vector<std::string>{});
  f.clock.advance(1h);
  io.poll();

  REQUIRE(result);
  CHECK(result->runs.size() == 2);
  CHECK(result->knowledge_hash == "of a list");
  CHECK(first.expired());
}

TEST_CASE("cancelling a run returns what was done, the last one cancelled") {
  Fixture f;
  asio::io_context io(1);
  asio::cancellation_signal stop;
  std::optional<std::vector<ProbeRun>> runs;
  co_spawn(io, f.checkup.run({"a.good", "a.slow", "a.bad"}, f.watch),
           asio::bind_cancellation_slot(
               stop.slot(), [&](std::exception_ptr, std::vector<ProbeRun> r) {
                 runs = std::move(r);
               }));

  io.poll();
  stop.emit(asio::cancellation_type::terminal);
  io.restart();
  io.poll();

  REQUIRE(runs);
  REQUIRE(runs->size() == 2);
  CHECK(runs->at(0).outcome == Outcome::passed);
  CHECK(runs->at(1).outcome == Outcome::cancelled);
  CHECK(f.clock.sleepers() == 0);
}

TEST_CASE("cancelling a diagnosis concludes from what there is") {
  Fixture f;
  const ListEngine engine({"a.bad", "a.slow", "a.good"});
  Checkup checkup(f.runner, f.catalog, engine, f.clock);
  asio::io_context io(1);
  asio::cancellation_signal stop;
  std::optional<CheckupResult> result;
  co_spawn(io, checkup.diagnose("", f.watch),
           asio::bind_cancellation_slot(
               stop.slot(), [&](std::exception_ptr, CheckupResult r) {
                 result = std::move(r);
               }));

  io.poll();
  stop.emit(asio::cancellation_type::terminal);
  io.restart();
  io.poll();

  REQUIRE(result);
  CHECK(result->cancelled);
  CHECK(result->runs.size() == 2);
  REQUIRE(engine.shown.size() == 2);
  CHECK(engine.shown[1].judgement == diagnosis::Judgement::could_not_tell);
}
