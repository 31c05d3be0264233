#include "probes/system/load.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/unit/probes/system/fake_system.hpp"

using namespace soundcheck;

namespace {

LoadState healthy() {
  LoadState state;
  state.load1 = 0.5;
  state.processors = 4;
  state.cpu_pressure = Pressure{1, 2, 3, {}, {}, {}};
  state.io_pressure = Pressure{1, 2, 3, 0.0, 0.5, 0.0};
  return state;
}

Result<Verdict> check(Result<LoadState> state) {
  test::FakeSystem system;
  test::Steps progress;
  system.load_ = std::move(state);
  return test::run(system::check_load(system, {}, progress));
}

/// Which findings are there, as "cpu io load" letters: P, A or U.
std::string pattern(const Verdict& verdict) {
  std::string letters;
  for (const auto& finding : verdict.findings)
    letters += finding.presence == Presence::present  ? 'P'
               : finding.presence == Presence::absent ? 'A'
                                                      : 'U';
  return letters;
}

}  // namespace

TEST_CASE("an idle board passes") {
  const auto verdict = check(healthy());

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(pattern(*verdict) == "AAA");
  CHECK(verdict->findings[0].id == "system.cpu_pressure");
  CHECK(verdict->findings[1].id == "system.io_pressure");
  CHECK(verdict->findings[2].id == "system.load_high");
  CHECK(verdict->summary == "load 0.50, 0.12 per processor (limit 4.0)");
}

TEST_CASE("each kind of overload is told apart") {
  auto state = healthy();
  std::string expected;
  SECTION("tasks wait for a processor") {
    state.cpu_pressure->some_avg60 = 41;
    expected = "PAA";
  }
  SECTION("tasks wait for storage") {
    state.io_pressure->some_avg60 = 41;
    expected = "APA";
  }
  SECTION("nothing runs until storage answers") {
    state.io_pressure->full_avg60 = 10.1;
    expected = "APA";
  }
  SECTION("the queue is long") {
    state.load1 = 16.1;
    expected = "AAP";
  }

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(pattern(*verdict) == expected);
}

TEST_CASE("exactly at the limits is not above them") {
  auto state = healthy();
  state.cpu_pressure->some_avg60 = 40;
  state.io_pressure->some_avg60 = 40;
  state.io_pressure->full_avg60 = 10;
  state.load1 = 16;

  CHECK(pattern(check(state).value()) == "AAA");
}

TEST_CASE("a standstill for storage is told as such") {
  auto state = healthy();
  state.io_pressure->full_avg60 = 38;

  CHECK(check(state).value().summary ==
        "nothing ran for waiting for storage 38.0 % of the last minute (limit "
        "10.0 %)");
}

TEST_CASE("an old kernel that tells no standstill is judged on the rest") {
  auto state = healthy();
  state.io_pressure->full_avg60.reset();

  CHECK(pattern(check(state).value()) == "AAA");
}

TEST_CASE(
    "a kernel without pressure leaves it unknown, the load still counts") {
  auto state = healthy();
  state.cpu_pressure.reset();
  state.io_pressure.reset();

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(pattern(*verdict) == "UUA");
}

TEST_CASE("whom to suspect, and what is late, is told beside what is wrong") {
  auto state = healthy();
  state.cpu_pressure->some_avg60 = 80;
  state.busiest = ProgramUse{"hog", 0, 0, {}, 98.4};
  state.late_streams = 1;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->findings[0].evidence ==
        "tasks waited for a processor 80.0 % of the last minute (limit 40.0 "
        "%); busiest is hog with 98 %; sound streams that stand still for want "
        "of samples: 1");
  CHECK(verdict->findings[1].evidence.find("hog") == std::string::npos);
}

TEST_CASE("a program that is hardly busy is no suspect") {
  auto state = healthy();
  state.cpu_pressure->some_avg60 = 80;
  state.busiest = ProgramUse{"player", 0, 0, {}, 12};
  state.late_streams = 0;

  CHECK(check(state)->findings[0].evidence ==
        "tasks waited for a processor 80.0 % of the last minute (limit 40.0 "
        "%)");
}

TEST_CASE("a load that cannot be read is an error with the step") {
  CHECK(check(Error(Errc::io, "x")).error() ==
        Error(Errc::io, "reading the load: x"));
}
