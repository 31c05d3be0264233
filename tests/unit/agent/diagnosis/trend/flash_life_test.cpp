#include "agent/diagnosis/trend/flash_life.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace soundcheck::diagnosis::trend;

namespace {

/// Looked at every day.
Points steps(double first_day, double days_per_step, int count) {
  Points points;
  for (int day = 0; day <= first_day + days_per_step * (count - 1) + 5; ++day) {
    int done = 0;
    for (int i = 0; i < count; ++i)
      done += day >= first_day + i * days_per_step;
    points.push_back({double(day), 10.0 + 10 * done});
  }
  return points;
}

Points writes(double bytes_per_day, int days) {
  Points points;
  for (int i = 0; i <= 4 * days; ++i)
    points.push_back({i / 4.0, 1e9 + bytes_per_day * i / 4.0});
  return points;
}

}  // namespace

TEST_CASE("before the second step nothing is known of the wear") {
  CHECK_FALSE(wear_by_steps({}));
  CHECK_FALSE(wear_by_steps(steps(30, 100, 0)));
  CHECK_FALSE(wear_by_steps(steps(30, 100, 1)));
}

TEST_CASE("two steps of ten per cent in 100 days are a tenth a day") {
  const auto wear = wear_by_steps(steps(30, 100, 2));

  REQUIRE(wear);
  CHECK(wear->likely == Approx(0.1));
  CHECK(wear->low < 0.1 / 1.4);
  CHECK(wear->high > 0.1 * 1.4);
}

TEST_CASE("what was used before the first step does not count") {
  CHECK(wear_by_steps(steps(300, 50, 4))->likely == Approx(0.2).epsilon(0.01));
}

TEST_CASE("two steps within one gap of the history are no time") {
  const auto wear = wear_by_steps({{0, 10}, {100, 20}, {101, 30}, {102, 30}});

  REQUIRE(wear);
  CHECK(wear->low < wear->likely);
  CHECK(wear->likely < wear->high);
  CHECK(std::numeric_limits<double>::max() > wear->high);
}

TEST_CASE("bytes written wear by two to four times what is promised") {
  // 1 GB a day of 1 TB is a tenth of a per cent.
  const auto wear = wear_by_writes(writes(1e9, 10), 1e12);

  REQUIRE(wear);
  CHECK(wear->likely == Approx(0.3));
  CHECK(wear->low == Approx(0.2));
  CHECK(wear->high == Approx(0.4));
}

TEST_CASE("bytes tell nothing without a promise or within hours") {
  CHECK_FALSE(wear_by_writes(writes(1e9, 10), 0));
  CHECK_FALSE(wear_by_writes({{0, 1}, {0.2, 2}, {0.4, 3}}, 1e12));
  CHECK_FALSE(wear_by_writes(writes(0, 10), 1e12));
}

TEST_CASE("of two ways to know, the range is of all that either has") {
  const auto both = blended(Wear{0.1, 0.05, 0.2}, Wear{0.4, 0.3, 0.6});

  REQUIRE(both);
  CHECK(both->likely == Approx(0.2));
  CHECK(both->low == 0.05);
  CHECK(both->high == 0.6);
  CHECK(blended(std::nullopt, Wear{1, 1, 1})->likely == 1);
  CHECK_FALSE(blended(std::nullopt, std::nullopt));
}
