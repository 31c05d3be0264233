#include "probes/system/log.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/unit/probes/system/fake_system.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

LogState healthy() {
  LogState state;
  state.measured = 40s;
  state.records_per_minute = 12;
  state.usual_per_minute = 10;
  state.limit_per_minute = 300;
  state.noisiest = "usb";
  return state;
}

Result<Verdict> check(Result<LogState> state) {
  test::FakeSystem system;
  test::Steps progress;
  system.log_ = std::move(state);
  return test::run(system::check_log(system, progress));
}

}  // namespace

TEST_CASE("a log that grows as usual passes") {
  const auto verdict = check(healthy());

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  REQUIRE(verdict->findings.size() == 1);
  CHECK(verdict->findings[0].id == "system.log_storm");
  CHECK(verdict->findings[0].presence == Presence::absent);
  CHECK(verdict->summary ==
        "12 records a minute in the log (limit 300, usual 10)");
  CHECK(verdict->measurements.at(0).name == "log_rate");
  CHECK(verdict->measurements.at(0).value == 12);
}

TEST_CASE("a log storm fails and names who writes, not what") {
  auto state = healthy();
  state.records_per_minute = 301;
  state.noisiest = "brcmfmac";

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(verdict->findings[0].presence == Presence::present);
  CHECK(verdict->summary ==
        "301 records a minute in the log (limit 300, usual 10), most by "
        "brcmfmac");
}

TEST_CASE("a storm whose writer has no plain name is a storm all the same") {
  auto state = healthy();
  state.records_per_minute = 4000;
  state.usual_per_minute.reset();
  state.noisiest.clear();

  CHECK(check(state)->summary ==
        "4000 records a minute in the log (limit 300)");
}

TEST_CASE("exactly at the limit is not above it") {
  auto state = healthy();
  state.records_per_minute = 300;

  CHECK(check(state)->outcome == Outcome::passed);
}

TEST_CASE("a log that was hardly watched is not judged") {
  auto state = healthy();
  state.measured = 999ms;
  state.records_per_minute = 4000;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(verdict->findings[0].presence == Presence::unknown);
}

TEST_CASE("a log that may not be read is an error with the step") {
  CHECK(check(Error(Errc::denied, "/dev/kmsg: no")).error() ==
        Error(Errc::denied, "reading the log: /dev/kmsg: no"));
}
