#include "agent/runner.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "tests/support/manual_clock.hpp"
#include "tests/support/run.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

class Silent final : public Progress {
 public:
  void report(double, std::string_view) override {}
};

Probe probe_that(std::function<Task<Verdict>(Progress&)> run,
                 Hardware hardware = Hardware::none) {
  return {"test.thing", "Thing", 5s, {}, hardware, std::move(run)};
}

Task<Verdict> answer(Result<Verdict> result) {
  co_return result;
}

Task<Verdict> sleep_long(Clock& clock) {
  const auto slept = co_await clock.sleep(1h);
  if (!slept)
    co_return slept.error();
  co_return Error(Errc::internal, "slept to the end");
}

Task<Verdict> throw_up() {
  throw std::runtime_error("a defect");
  co_return Error(Errc::internal, "");
}

struct Fixture {
  test::ManualClock clock;
  Runner runner{clock};
  Silent progress;
};

}  // namespace

TEST_CASE("a verdict passes through with its times") {
  Fixture f;
  const Verdict verdict{
      Outcome::failed, "too weak", {{"signal", -90, "dBm"}}, {}};
  const auto probe = probe_that([&](Progress&) { return answer(verdict); });

  const auto run = test::run(f.runner.run(probe, f.progress));

  CHECK(run.outcome == Outcome::failed);
  CHECK(run.summary == "too weak");
  CHECK(run.measurements.at(0).value == -90);
  CHECK(!run.reason);
  CHECK(run.started == f.clock.monotonic());
}

TEST_CASE("an error is an outcome with a reason, never a failed speaker") {
  Fixture f;
  const auto [code, outcome] = GENERATE(
      table<Errc, Outcome>({{Errc::unsupported, Outcome::not_supported},
                            {Errc::busy, Outcome::inconclusive},
                            {Errc::io, Outcome::inconclusive},
                            {Errc::cancelled, Outcome::cancelled}}));
  const Error error(code, "why");
  const auto probe = probe_that([&](Progress&) { return answer(error); });

  const auto run = test::run(f.runner.run(probe, f.progress));

  CHECK(run.outcome == outcome);
  CHECK(run.reason == code);
  CHECK(run.summary == "why");
}

TEST_CASE("a right that the agent lacks is told as denied") {
  Fixture f;
  const Error error(Errc::denied, "knocking: needs CAP_NET_RAW");
  const auto probe = probe_that([&](Progress&) { return answer(error); });

  const auto run = test::run(f.runner.run(probe, f.progress));

  CHECK(run.outcome == Outcome::inconclusive);
  CHECK(run.summary == "denied: knocking: needs CAP_NET_RAW");
}

TEST_CASE("an exception is contained and told at once as internal") {
  Fixture f;
  const auto probe = probe_that([](Progress&) { return throw_up(); });

  const auto run = test::run(f.runner.run(probe, f.progress));

  CHECK(run.outcome == Outcome::inconclusive);
  CHECK(run.reason == Errc::internal);
  CHECK(run.summary == "a defect");
}

TEST_CASE("a probe that exceeds its deadline is stopped and told as timeout") {
  Fixture f;
  const auto probe = probe_that([&](Progress&) { return sleep_long(f.clock); });
  asio::io_context io(1);
  std::optional<ProbeRun> run;
  co_spawn(io, f.runner.run(probe, f.progress),
           [&](std::exception_ptr, ProbeRun r) { run = std::move(r); });

  io.poll();
  f.clock.advance(4999ms);
  io.poll();
  CHECK(!run);
  f.clock.advance(1ms);
  io.poll();

  REQUIRE(run);
  CHECK(run->reason == Errc::timeout);
  CHECK(run->summary == "no answer within 5000 ms");
  CHECK(run->duration == 5s);
  CHECK(f.clock.sleepers() == 0);
}

TEST_CASE("cancelling stops the probe and is told as cancelled") {
  Fixture f;
  const auto probe = probe_that([&](Progress&) { return sleep_long(f.clock); });
  asio::io_context io(1);
  asio::cancellation_signal stop;
  std::optional<ProbeRun> run;
  co_spawn(io, f.runner.run(probe, f.progress),
           asio::bind_cancellation_slot(
               stop.slot(),
               [&](std::exception_ptr, ProbeRun r) { run = std::move(r); }));

  io.poll();
  stop.emit(asio::cancellation_type::terminal);
  io.restart();
  io.poll();

  REQUIRE(run);
  CHECK(run->outcome == Outcome::cancelled);
  CHECK(f.clock.sleepers() == 0);
}

TEST_CASE("two probes never hold the same hardware") {
  asio::io_context io(1);  // outlives the runner, whose queue is part of it
  Fixture f;
  int holding = 0;
  int most = 0;
  const auto probe = probe_that(
      [&](Progress&) -> Task<Verdict> {
        most = std::max(most, ++holding);
        co_await f.clock.sleep(1s);
        --holding;
        co_return Verdict{Outcome::passed, "", {}, {}};
      },
      Hardware::audio);
  int done = 0;
  for (int i = 0; i < 2; ++i) {
    co_spawn(io, f.runner.run(probe, f.progress),
             [&](std::exception_ptr, const ProbeRun&) { ++done; });
  }

  for (int i = 0; i < 2; ++i) {
    io.poll();
    f.clock.advance(1s);
    io.poll();
  }

  CHECK(done == 2);
  CHECK(most == 1);
}
