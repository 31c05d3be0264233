#include "probes/audio/analysis/judge.hpp"

#include <catch2/catch.hpp>

namespace soundcheck::audio {

TEST_CASE("a limit is judged only where three sigma fit beside it") {
  CHECK(above({10, 1}, 6) == Presence::present);
  CHECK(above({2, 1}, 6) == Presence::absent);
  CHECK(above({7, 1}, 6) == Presence::unknown);
  CHECK(above({5, 1}, 6) == Presence::unknown);
  CHECK(below({2, 1}, 6) == Presence::present);
  CHECK(beyond({-10, 1}, 6) == Presence::present);
  CHECK(beyond({0, 3}, 6) == Presence::unknown);
}

TEST_CASE("a power ratio is off up or down by decibels") {
  CHECK(off_by_db({1, 0.01}, 3) == Presence::absent);
  CHECK(off_by_db({0.25, 0.01}, 3) == Presence::present);
  CHECK(off_by_db({4, 0.1}, 3) == Presence::present);
  CHECK(off_by_db({1, 0.5}, 3) == Presence::unknown);
}

TEST_CASE("what hides in noise is below a limit that noise is below, too") {
  const Estimate nothing{0.0001, 0.0003};
  CHECK(below_db(nothing, -20) == Presence::present);
  CHECK(below_db(nothing, -35) == Presence::unknown);
}

TEST_CASE("a ratio to what hides in noise is not known") {
  CHECK(below_db(ratio({1, 0.1}, {0.1, 0.1}), -6) == Presence::unknown);
  const auto half = ratio({1, 0.03}, {2, 0.08});
  CHECK(half.value == 0.5);
  CHECK(half.sigma == Approx(0.025));
}

TEST_CASE("both of two must be present") {
  using enum Presence;
  CHECK(all_of(present, present) == present);
  CHECK(all_of(present, unknown) == unknown);
  CHECK(all_of(absent, unknown) == absent);
}

}  // namespace soundcheck::audio
