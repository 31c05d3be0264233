#include "agent/diagnosis/trend/course.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <random>

#include "agent/diagnosis/trend/crossing.hpp"

using namespace soundcheck::diagnosis::trend;

namespace {

/// Four points a day for two weeks, which end with day 0.
Points two_weeks(const std::function<double(double)>& value) {
  std::mt19937 random(11);
  std::normal_distribution<> noise(0, 0.3);
  Points points;
  for (int i = 56; i >= 0; --i)
    points.push_back({-i / 4.0, value(-i / 4.0) + noise(random)});
  return points;
}

std::optional<Course> course(const std::function<double(double)>& value) {
  return course_of(two_weeks(value), 2, Enough());
}

}  // namespace

TEST_CASE("a straight line is followed as a whole") {
  const auto whole = course([](double day) { return 40 - 2 * day; });

  REQUIRE(whole);
  CHECK(whole->slope.per_day == Approx(-2).margin(0.1));
  CHECK(whole->from == -14);
}

TEST_CASE("of a fall that began lately the level before is left out") {
  const auto fall =
      course([](double day) { return day < -5 ? 60.0 : 60 - 4 * (day + 5); });

  REQUIRE(fall);
  CHECK(fall->slope.per_day == Approx(-4).margin(0.6));
}

TEST_CASE("a fall that has ended is over") {
  const auto ended =
      course([](double day) { return day > -5 ? 40.0 : 40 - 3 * (day + 5); });

  REQUIRE(ended);
  CHECK(ended->slope.per_day == Approx(0).margin(0.3));
}

TEST_CASE("a step is no fall, however noisy") {
  const auto step = course([](double day) { return day < -6 ? 60.0 : 52.0; });

  REQUIRE(step);
  CHECK(step->from > -6.5);
  CHECK(step->slope.per_day == Approx(0).margin(0.2));
}

TEST_CASE("a step of yesterday is no fall") {
  const auto step = course([](double day) { return day < -1 ? 60.0 : 50.0; });

  CHECK((!step || !surely_falls(step->slope)));
}

TEST_CASE("a step is no trend, and a ramp as high is no step") {
  std::mt19937 random(3);
  std::normal_distribution<> fresh;
  int steps = 0, ramps = 0;
  for (int speaker = 0; speaker < 100; ++speaker) {
    Points step, ramp;
    double noise = fresh(random);
    for (int i = -56; i <= 0; ++i) {
      // Neighbours err alike.
      noise = 0.6 * noise + 0.8 * fresh(random);
      const double day = i / 4.0;
      step.push_back({day, (day < -6 ? 60 : 52) + noise});
      ramp.push_back({day, 60 - 8 * (day + 14) / 14 + noise});
    }
    const auto after = course_of(step, 6, Enough());
    const auto whole = course_of(ramp, 6, Enough());
    steps += after && surely_falls(after->slope);
    ramps += whole && surely_falls(whole->slope);
  }
  CHECK(steps <= 5);
  CHECK(ramps >= 70);
}

TEST_CASE("a single wild value is no break") {
  const auto whole =
      course([](double day) { return 40 - day - (day == -5 ? 30 : 0); });

  REQUIRE(whole);
  CHECK(whole->from == -14);
}

TEST_CASE("too few points have no course") {
  CHECK_FALSE(course_of({}, 2, Enough()));
  CHECK_FALSE(course_of({{0, 1}, {1, 2}, {4, 3}}, 2, Enough()));
}
