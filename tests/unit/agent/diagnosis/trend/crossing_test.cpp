#include "agent/diagnosis/trend/crossing.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "agent/diagnosis/trend/baseline.hpp"

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

/// Noise of deviation 1 in which neighbours correlate like this, AR(1).
class Noise {
 public:
  Noise(unsigned seed, double correlation)
      : random_(seed), correlation_(correlation), value_(fresh_(random_)) {}
  double next() {
    value_ = correlation_ * value_ +
             std::sqrt(1 - correlation_ * correlation_) * fresh_(random_);
    return value_;
  }

 private:
  std::mt19937 random_;
  std::normal_distribution<> fresh_;
  double correlation_, value_;
};

/// Four values a day that end with day 0, a fall of one a day to `left` days
/// before 0, and what comes after.
struct Fall {
  Points known;
  double day_of_limit = 0;  ///< when the median of a day first is at 0

  Fall(unsigned seed, double correlation, int days, double left) {
    Noise noise(seed, correlation);
    std::vector<double> lately;
    for (int i = -4 * days;; ++i) {
      const double day = i / 4.0;
      const double value = left - day + noise.next();
      if (i <= 0)
        known.push_back({day, value});
      lately.push_back(value);
      if (i > 0 && median({lately.end() - 4, lately.end()}) <= 0) {
        day_of_limit = day - 0.375;
        return;
      }
    }
  }
};

double coverage(double correlation, int days, double left) {
  constexpr int falls = 400;
  int inside = 0;
  for (unsigned seed = 1; seed <= falls; ++seed) {
    const Fall fall(seed, correlation, days, left);
    const auto told = falls_to(*honest_slope_of(fall.known), 0);
    inside += told && told->earliest <= fall.day_of_limit &&
              (!told->latest || fall.day_of_limit <= *told->latest);
  }
  return double(inside) / falls;
}

double width(const DaysLeft& left) {
  REQUIRE(left.latest);
  return *left.latest - left.earliest;
}

double usual_width(double correlation, double left) {
  std::vector<double> widths;
  for (unsigned seed = 1; seed <= 101; ++seed) {
    const Fall fall(seed, correlation, 14, left);
    widths.push_back(width(*falls_to(*honest_slope_of(fall.known), 0)));
  }
  return median(widths);
}

}  // namespace

TEST_CASE("the interval of the day of the limit is that of reference.py") {
  const auto left = falls_to(*slope_of(example), 5);
  const auto wandering = falls_to(*slope_of(example), 5, 0.5);

  REQUIRE(left);
  CHECK(left->likely == Approx(35.18103448275859).epsilon(1e-9));
  CHECK(left->earliest == Approx(30.528775080951025).epsilon(1e-4));
  CHECK(*left->latest == Approx(41.31240664431121).epsilon(1e-4));
  CHECK(wandering->likely == left->likely);
  CHECK(wandering->earliest == Approx(29.286001245855125).epsilon(1e-4));
  CHECK(*wandering->latest == Approx(42.555180479407106).epsilon(1e-4));
  CHECK(surely_falls(*slope_of(example)));
}

TEST_CASE("nine of ten intervals hold the day, of independent noise") {
  for (const double left : {3, 7, 14}) {
    CHECK(coverage(0, 14, left) >= 0.87);
    CHECK(coverage(0, 14, left) <= 0.99);
  }
}

TEST_CASE("nine of ten intervals hold the day when neighbours err alike") {
  for (const double correlation : {0.4, 0.6, 0.8}) {
    for (const double left : {3, 7, 14}) {
      CHECK(coverage(correlation, 14, left) >= 0.85);
      CHECK(coverage(correlation, 14, left) <= 0.98);
    }
  }
}

TEST_CASE("few days give no false confidence") {
  for (const double correlation : {0.0, 0.6})
    CHECK(coverage(correlation, 5, 7) >= 0.85);
}

TEST_CASE("noise in which neighbours err alike widens the interval") {
  CHECK(usual_width(0.7, 7) > 1.3 * usual_width(0, 7));
}

TEST_CASE("a day further ahead is known less well") {
  CHECK(usual_width(0, 14) > 1.2 * usual_width(0, 3));
}

TEST_CASE("a level that wanders makes the far day vaguer than the near one") {
  const auto slope = slope_of(example);
  const auto wider = [&](double limit) {
    return width(*falls_to(*slope, limit, 0.5)) -
           width(*falls_to(*slope, limit));
  };

  CHECK(wider(45) > 0.1);
  CHECK(wider(5) > 1.1 * wider(45));
}

TEST_CASE("what does not fall never gets there, what is there has no days") {
  CHECK_FALSE(falls_to(*slope_of(line(12, 1)), 5));
  CHECK_FALSE(falls_to(*slope_of(line(12, 0)), 5));
  CHECK(falls_to(*slope_of(line(12, -1)), 60)->likely == 0);
  CHECK(falls_to(*slope_of(line(12, -1)), 60)->earliest == 0);
}

TEST_CASE("a line without noise is sure of its day") {
  const auto left = falls_to(*slope_of(line(20, -1)), 40);

  REQUIRE(left);
  CHECK(left->likely == Approx(5.25));
  CHECK(left->earliest == Approx(5.25));
  CHECK(*left->latest == Approx(5.25));
}

TEST_CASE("what may stand still has no latest day") {
  Slope slope;
  slope.per_day = -1;
  slope.of_slope = 0.49;
  slope.quantile = 1.7;
  slope.level = 20;

  const auto left = falls_to(slope, 10);

  REQUIRE(left);
  CHECK(left->likely == 10);
  CHECK(left->earliest == Approx(10 / (1 + 1.7 * 0.7)));
  CHECK_FALSE(left->latest);
  CHECK_FALSE(surely_falls(slope));
}
