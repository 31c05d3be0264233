#include "agent/diagnosis/trend/slope.hpp"

#include <algorithm>
#include <cmath>

#include "agent/diagnosis/trend/baseline.hpp"
#include "agent/diagnosis/trend/dependence.hpp"

namespace soundcheck::diagnosis::trend {

namespace {

constexpr double z_of_90_percent = 1.6448536269514722;

/// Of Kendall's S, with the correction for equal values.
double variance_of_s(const Points& points) {
  std::vector<double> values;
  values.reserve(points.size());
  for (const auto& point : points)
    values.push_back(point.value);
  std::sort(values.begin(), values.end());
  const auto term = [](double n) { return n * (n - 1) * (2 * n + 5); };
  double sum = term(static_cast<double>(values.size()));
  for (auto from = values.begin(); from != values.end();) {
    const auto to = std::upper_bound(from, values.end(), *from);
    sum -= term(static_cast<double>(to - from));
    from = to;
  }
  return sum / 18;
}

double sign(double value) {
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

double ranked(std::vector<double>& slopes, double rank) {
  const auto last = static_cast<double>(slopes.size() - 1);
  const auto place =
      slopes.begin() + static_cast<std::ptrdiff_t>(std::clamp(rank, 0.0, last));
  std::nth_element(slopes.begin(), place, slopes.end());
  return *place;
}

/// What a forecast needs to know of its errors. The median of the values tells
/// their level by a variance that is pi / 2 times that of their mean.
void note_errors(const Points& points, double inflation, Slope& slope) {
  constexpr double of_median = 1.5707963267948966;
  // Of a normal distribution's quantile, to first order in one over the degrees
  // of freedom, the quantile of Student's t (R. A. Fisher and E. A. Cornish,
  // Technometrics 2, 1960).
  constexpr double to_student = 0.927;
  const auto n = static_cast<double>(points.size());
  const auto usual = baseline_of(above_line(points, slope.per_day), 0);
  slope.level = usual.level;
  for (const auto& point : points)
    slope.centre += (point.day - points.back().day) / n;
  const double variance = usual.sigma * usual.sigma * inflation * of_median;
  const double days = points.back().day - points.front().day;
  slope.of_centre = variance / n;
  slope.of_day = variance / std::max(1.0, (n - 1) / days);
  const double error = (slope.high - slope.low) / (2 * z_of_90_percent);
  slope.of_slope = error * error;
  slope.quantile =
      z_of_90_percent * (1 + to_student / std::max(1.0, n / inflation - 2));
}

}  // namespace

std::optional<Slope> slope_of(const Points& points, double inflation) {
  if (points.size() < 3)
    return std::nullopt;
  std::vector<double> slopes;
  slopes.reserve(points.size() * (points.size() - 1) / 2);
  double s = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t j = i + 1; j < points.size(); ++j) {
      const double days = points[j].day - points[i].day;
      const double rise = points[j].value - points[i].value;
      s += sign(rise);
      if (days > 0)
        slopes.push_back(rise / days);
    }
  }
  if (slopes.empty())
    return std::nullopt;
  const double sigma = std::sqrt(variance_of_s(points) * inflation);
  const auto count = static_cast<double>(slopes.size());
  Slope slope;
  slope.per_day = median(slopes);
  slope.low =
      ranked(slopes, std::round((count - z_of_90_percent * sigma) / 2) - 1);
  slope.high =
      ranked(slopes, std::round((count + z_of_90_percent * sigma) / 2));
  note_errors(points, inflation, slope);
  // Corrected for continuity; of values that are all equal it is 0.
  slope.z = sigma > 0 ? (s - sign(s)) / sigma : 0;
  return slope;
}

std::optional<Slope> honest_slope_of(const Points& points) {
  const auto plain = slope_of(points);
  if (!plain)
    return plain;
  const auto even = without_daily_cycle(points, plain->per_day);
  return slope_of(even, inflation_of(above_line(even, plain->per_day)));
}

}  // namespace soundcheck::diagnosis::trend
