#include "agent/diagnosis/trend/slope.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "agent/diagnosis/trend/crossing.hpp"
#include "agent/diagnosis/trend/dependence.hpp"

using namespace soundcheck::diagnosis::trend;

namespace {

/// As in reference.py, which printed the numbers below.
const Points example = {{0, 61.2},   {0.25, 60.9}, {0.5, 61.0},  {1, 59.8},
                        {1.5, 59.9}, {1.75, 58.7}, {2.25, 58.9}, {2.5, 44.0},
                        {3, 57.1},   {3.5, 56.6},  {4, 56.6},    {4.25, 55.4},
                        {5, 54.3},   {5.5, 71.5},  {6, 52.2}};

Points line(int count, double per_day) {
  Points points;
  for (int i = 0; i < count; ++i)
    points.push_back({i / 4.0, 50 + per_day * i / 4.0});
  return points;
}

}  // namespace

TEST_CASE("slope, interval and test are those that reference.py computes") {
  const auto slope = slope_of(example);

  REQUIRE(slope);
  CHECK(slope->per_day == Approx(-1.364705882352942).epsilon(1e-12));
  CHECK(slope->low == Approx(-1.5).epsilon(1e-12));
  CHECK(slope->high == Approx(-1.15).epsilon(1e-12));
  CHECK(slope->level == Approx(53.01176470588235).epsilon(1e-12));
  CHECK(slope->z == Approx(-2.9233245652701005).epsilon(1e-12));
}

TEST_CASE("an inflated variance widens the interval as reference.py has it") {
  const auto slope = slope_of(example, 3);

  REQUIRE(slope);
  CHECK(slope->low == Approx(-1.6727272727272733).epsilon(1e-12));
  CHECK(slope->high == Approx(-0.4).epsilon(1e-12));
  CHECK(slope->z == Approx(-1.6877822246873382).epsilon(1e-12));
}

TEST_CASE("what neighbours have in common is what reference.py finds") {
  const auto inflation = [](const Points& points) {
    return inflation_of(above_line(points, slope_of(points)->per_day));
  };
  CHECK(inflation(example) == Approx(2.3333333333333335).epsilon(1e-9));
  Points wave = example;
  for (auto& point : wave)
    point.value = 60 - point.day + 3 * std::sin(point.day);
  CHECK(inflation(wave) == Approx(4.178699337559788).epsilon(1e-9));
}

TEST_CASE("outliers do not move the slope") {
  auto points = line(20, -2);
  for (const std::size_t wild : {3u, 8u, 9u, 15u})
    points[wild].value += 1000;

  CHECK(slope_of(points)->per_day == Approx(-2));
}

TEST_CASE("values that are all equal have no trend") {
  const auto slope = slope_of(line(15, 0));

  REQUIRE(slope);
  CHECK(slope->per_day == 0);
  CHECK(slope->low == 0);
  CHECK(slope->high == 0);
  CHECK(slope->z == 0);
  CHECK_FALSE(surely_falls(*slope));
}

TEST_CASE("a daily wave is no trend") {
  Points points;
  for (int i = 0; i < 56; ++i)
    points.push_back({i / 4.0, 50 + 5 * std::sin(2 * 3.14159265 * i / 4.0)});

  const auto slope = honest_slope_of(points);

  REQUIRE(slope);
  CHECK_FALSE(surely_falls(*slope));
}

TEST_CASE("too few points and points of one moment have no slope") {
  CHECK_FALSE(slope_of({}));
  CHECK_FALSE(slope_of({{0, 1}, {1, 2}}));
  CHECK_FALSE(slope_of({{1, 1}, {1, 2}, {1, 3}}));
}

TEST_CASE("a history is without what makes no sense of it") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();

  const auto points = cleaned({{0, 1},
                               {1, nan},
                               {2, inf},
                               {nan, 3},
                               {3, 4},
                               {3, 5},
                               {2.5, 6},
                               {-inf, 1},
                               {4, 7}});

  REQUIRE(points.size() == 3);
  CHECK(points[0].day == 0);
  CHECK(points[1].value == 4);
  CHECK(points[2].day == 4);
}

TEST_CASE("a gap of weeks changes nothing of a steady slope") {
  Points points = line(10, -1);
  for (int i = 0; i < 10; ++i)
    points.push_back({60 + i / 4.0, 50 - 60 - i / 4.0});

  CHECK(honest_slope_of(points)->per_day == Approx(-1));
}

TEST_CASE("a daily wave is taken out of a line, a short one is left alone") {
  const auto waving = [](int count) {
    Points points;
    for (int i = 0; i < count; ++i)
      points.push_back({i / 4.0, 50 - i / 4.0 + 5 * ((i % 4) - 1.5)});
    return points;
  };

  const auto even = without_daily_cycle(waving(40), -1);
  const auto brief = without_daily_cycle(waving(12), -1);

  for (std::size_t i = 0; i < even.size(); ++i)
    CHECK(even[i].value == Approx(even[0].value - double(i) / 4));
  CHECK(brief[3].value == waving(12)[3].value);
  CHECK(without_daily_cycle({}, 1).empty());
}
