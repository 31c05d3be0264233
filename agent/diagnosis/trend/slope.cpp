#include "agent/diagnosis/trend/slope.hpp"

#include <algorithm>
#include <cmath>

#include "agent/diagnosis/trend/baseline.hpp"

namespace soundcheck::diagnosis::trend {

namespace {

constexpr double z_of_90_percent = 1.6448536269514722;

/// What remains of each value above a line of this slope through zero.
std::vector<double> above_line(const Points& points, double per_day) {
  std::vector<double> rest;
  rest.reserve(points.size());
  for (const auto& point : points)
    rest.push_back(point.value - per_day * (point.day - points.back().day));
  return rest;
}

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

}  // namespace

double inflation_of(const Points& points, const Slope& slope) {
  auto rest = above_line(points, slope.per_day);
  // A few outliers would drown what the others have in common.
  const auto usual = baseline_of(rest, 0);
  double mean = 0;
  for (auto& value : rest) {
    value = std::clamp(value, usual.level - 3 * usual.sigma,
                       usual.level + 3 * usual.sigma);
    mean += value / static_cast<double>(rest.size());
  }
  double all = 0, neighbours = 0;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    all += (rest[i] - mean) * (rest[i] - mean);
    if (i > 0)
      neighbours += (rest[i] - mean) * (rest[i - 1] - mean);
  }
  const double correlation =
      all > 0 ? std::clamp(neighbours / all, 0.0, 0.9) : 0;
  return (1 + correlation) / (1 - correlation);
}

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
  slope.level = median(above_line(points, slope.per_day));
  // Corrected for continuity; of values that are all equal it is 0.
  slope.z = sigma > 0 ? (s - sign(s)) / sigma : 0;
  return slope;
}

std::optional<Slope> honest_slope_of(const Points& points) {
  const auto plain = slope_of(points);
  return plain ? slope_of(points, inflation_of(points, *plain)) : plain;
}

}  // namespace soundcheck::diagnosis::trend
