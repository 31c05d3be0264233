#include "agent/diagnosis/trend/segment.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck::diagnosis::trend;

namespace {

Points quarters(int count, double start, double per_day) {
  Points points;
  for (int i = 0; i < count; ++i)
    points.push_back({i / 4.0, start + per_day * i / 4.0 + (i % 3) * 0.1});
  return points;
}

}  // namespace

TEST_CASE("a day has the median of its values") {
  const auto days = daily({{0.1, 5}, {0.4, 100}, {0.9, 6}, {2.0, 7}, {2.5, 9}});

  REQUIRE(days.size() == 2);
  CHECK(days[0].value == 6);
  CHECK(days[0].day == 0.4);
  CHECK(days[1].value == 8);
  CHECK(daily({}).empty());
}

TEST_CASE("what stays after one step begins anew with it") {
  auto points = quarters(40, 50, 0);
  for (std::size_t i = 22; i < points.size(); ++i)
    points[i].value -= 12;

  CHECK(since_last_jump(points, 2) == points[22].day);
}

TEST_CASE("a single outlier is no jump") {
  auto points = quarters(40, 50, 0);
  points[20].value -= 30;

  CHECK(since_last_jump(points, 2) == 0);
}

TEST_CASE("steady growth is no jump, however fast") {
  CHECK(since_last_jump(quarters(40, 50, -20), 2) == 0);
}

TEST_CASE("of two jumps the last counts") {
  auto points = quarters(40, 50, 0);
  for (std::size_t i = 10; i < points.size(); ++i)
    points[i].value -= i < 30 ? 12 : 40;

  CHECK(since_last_jump(points, 2) == points[30].day);
}

TEST_CASE("few points have no jump") {
  CHECK(since_last_jump({}, 1) == 0);
  CHECK(since_last_jump({{3, 5}}, 1) == 3);
  CHECK(since_last_jump({{3, 5}, {4, 500}}, 1) == 3);
}

TEST_CASE("a fall that was gained back is usual, one that goes on is not") {
  Points days;
  for (int i = 0; i < 30; ++i)
    days.push_back({double(i), 50 - 2.0 * (i % 7)});
  CHECK(deepest_recovered_fall(days) == 12);
  Points ramp;
  for (int i = 0; i < 30; ++i)
    ramp.push_back({double(i), 50.0 - i});
  CHECK(deepest_recovered_fall(ramp) == 0);
  CHECK(deepest_recovered_fall({}) == 0);
}
