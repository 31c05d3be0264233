#include "probes/system/start_ages.hpp"

#include <catch2/catch.hpp>

#include "tests/support/manual_clock.hpp"

using namespace soundcheck;
using namespace soundcheck::system;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t now_unix_s = 1'800'000'000;

/// Up for ten minutes.
test::ManualClock clock_now() {
  test::ManualClock clock;
  clock.advance(10min - clock.monotonic());
  clock.set_wall(std::chrono::seconds(now_unix_s));
  return clock;
}

Start start(std::chrono::seconds ago, bool trusted = true) {
  Start made;
  made.wall_unix_s = now_unix_s - ago.count();
  made.wall_trusted = trusted;
  return made;
}

Start at_1970() {
  Start made;
  made.wall_unix_s = 40;
  return made;
}

}  // namespace

TEST_CASE("the age of this start needs no wall clock") {
  auto clock = clock_now();
  clock.set_trusted(false);
  clock.set_wall(3s);

  const auto ages = ages_of({at_1970()}, clock, Believe::synchronised);

  REQUIRE(ages.size() == 1);
  CHECK(ages[0].exact);
  CHECK(ages[0].at_least == 10min);
}

TEST_CASE("an earlier start has an age where both clocks were synchronised") {
  const auto clock = clock_now();

  const auto ages = ages_of({start(5h), start(2h, false), start(10min)}, clock,
                            Believe::synchronised);

  CHECK(ages[0].exact);
  CHECK(ages[0].at_least == 5h);
  CHECK(!ages[1].exact);
  CHECK(ages[1].at_least == 10min);
}

TEST_CASE("a start of unknown time is at least as old as the next one") {
  const auto clock = clock_now();

  const auto ages = ages_of({at_1970(), start(48h), start(10min)}, clock,
                            Believe::synchronised);

  CHECK(!ages[0].exact);
  CHECK(ages[0].at_least == 48h);
}

TEST_CASE("while the clock is not synchronised only this start has an age") {
  auto clock = clock_now();
  clock.set_trusted(false);

  const auto ages =
      ages_of({start(5h), start(10min)}, clock, Believe::synchronised);

  CHECK(!ages[0].exact);
  CHECK(ages[0].at_least == 10min);
}

TEST_CASE("a sensible clock is one that was set once") {
  auto clock = clock_now();
  clock.set_trusted(false);
  CHECK(ages_of({start(5h, false), start(10min, false)}, clock,
                Believe::sensible)[0]
            .exact);
  CHECK(!ages_of({at_1970(), start(10min, false)}, clock, Believe::sensible)[0]
             .exact);

  clock.set_wall(20s);
  CHECK(!ages_of({start(5h, false), at_1970()}, clock, Believe::sensible)[0]
             .exact);
}

TEST_CASE("a start that looks younger than this one had another clock") {
  const auto clock = clock_now();

  const auto ages = ages_of({start(-1h), start(9min), start(10min)}, clock,
                            Believe::synchronised);

  CHECK(!ages[0].exact);
  CHECK(!ages[1].exact);
  CHECK(ages[0].at_least == 10min);
}
