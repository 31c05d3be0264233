#include "agent/diagnosis/trend/shift.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <random>

#include "agent/diagnosis/trend/counts.hpp"

using namespace soundcheck::diagnosis::trend;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE(
    "the baseline is median and scaled deviation, as reference.py has them") {
  const auto baseline =
      baseline_of({61.2, 60.9, 61.0, 59.8, 59.9, 58.7, 58.9, 44.0, 57.1, 56.6,
                   56.6, 55.4, 54.3, 71.5, 52.2},
                  0);

  CHECK(baseline.level == 58.7);
  CHECK(baseline.sigma == Approx(3.26172));
}

TEST_CASE("the median of an even count is the mean of the middle two") {
  CHECK(median({4, 1, 3, 2}) == 2.5);
  CHECK(median({7}) == 7);
  CHECK(median({}) == 0);
}

TEST_CASE("a value that never changes has the deviation of its resolution") {
  CHECK(baseline_of({5, 5, 5, 5}, 0.5).sigma == 0.5);
}

TEST_CASE("a shift by two sigma is noticed with the fourth sample") {
  // Each adds 2 - 0.5, and 5 is to be exceeded.
  Cusum up(Baseline{10, 2}), down(Baseline{10, 2});
  for (int i = 0; i < 3; ++i) {
    CHECK(up.add(14) == 0);
    CHECK(down.add(6) == 0);
  }
  CHECK(up.add(14) == 1);
  CHECK(down.add(6) == -1);
}

TEST_CASE("what stays within half a sigma is never a shift") {
  Cusum cusum(Baseline{10, 2});
  for (int i = 0; i < 1000; ++i)
    REQUIRE(cusum.add(10.99) == 0);
}

TEST_CASE("samples without a value leave a sum as it is") {
  Cusum cusum(Baseline{10, 2});
  for (int i = 0; i < 100; ++i)
    REQUIRE(cusum.add(not_a_number) == 0);
  Cusum flat(Baseline{10, 0});
  CHECK(flat.add(1000) == 0);
}

TEST_CASE("normal noise raises a false alarm about every 465 samples") {
  std::mt19937 random(7);
  std::normal_distribution<> noise;
  const int runs = 2000;
  double samples = 0;
  for (int run = 0; run < runs; ++run) {
    Cusum cusum(Baseline{0, 1});
    do {
      ++samples;
    } while (cusum.add(noise(random)) == 0);
  }
  CHECK(samples / runs == Approx(465).epsilon(0.1));
}

TEST_CASE("a rise above what was learned is noticed, steady noise is not") {
  std::mt19937 random(5);
  std::normal_distribution<> noise(8, 1.5);
  PageHinkley test(0.5);
  for (int day = 0; day < 365; ++day)
    REQUIRE_FALSE(test.add(noise(random)));
  int days = 0;
  while (!test.add(noise(random) + 6) && days < 30)
    ++days;
  CHECK(days < 10);
}

TEST_CASE("a fall and samples without a value are no rise") {
  PageHinkley test(0.5);
  for (int i = 0; i < 50; ++i)
    REQUIRE_FALSE(test.add(i < 25 ? 20 : 5));
  for (int i = 0; i < 50; ++i)
    REQUIRE_FALSE(test.add(not_a_number));
}

TEST_CASE("one wild sample is no rise") {
  PageHinkley test(0.5);
  for (int i = 0; i < 40; ++i)
    REQUIRE_FALSE(test.add(i == 30 ? 1e6 : 5 + i % 2));
}

TEST_CASE("twice as many as usual are noticed, the usual ones are not") {
  std::mt19937 random(3);
  std::poisson_distribution<> usual(2), raised(6);
  PoissonCusum cusum(2);
  int alarms = 0;
  for (int day = 0; day < 365; ++day)
    alarms += cusum.add(usual(random));
  CHECK(alarms <= 4);
  PoissonCusum fresh(2);
  int days = 0;
  while (!fresh.add(raised(random)) && days < 30)
    ++days;
  CHECK(days < 8);
}

TEST_CASE("the sum is the textbook's") {
  // Usual 1, raised 2: the reference is 1 / ln 2 = 1.4427, and the sum has to
  // exceed 5.5 / ln 2 = 7.9348.
  PoissonCusum cusum(1);
  CHECK_FALSE(cusum.add(4));  // 2.5573
  CHECK_FALSE(cusum.add(4));  // 5.1146
  CHECK_FALSE(cusum.add(3));  // 6.6719
  CHECK(cusum.add(4));        // 9.2292
  CHECK_FALSE(cusum.add(0));  // 7.7865
}

TEST_CASE("one day alone raises no alarm, however bad it was") {
  PoissonCusum cusum(0.1);
  CHECK_FALSE(cusum.add(1000));
  CHECK_FALSE(cusum.add(not_a_number));
  CHECK_FALSE(cusum.add(-5));
}
