#include "agent/diagnosis/trend/dependence.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "agent/diagnosis/trend/baseline.hpp"

namespace soundcheck::diagnosis::trend {

namespace {

constexpr std::size_t slots = 6;  ///< in a day

/// Without their mean; a few outliers would drown what the others share.
void centre(std::vector<double>& values) {
  const auto usual = baseline_of(values, 0);
  double sum = 0;
  for (auto& value : values) {
    value = std::clamp(value, usual.level - 3 * usual.sigma,
                       usual.level + 3 * usual.sigma);
    sum += value;
  }
  for (auto& value : values)
    value -= sum / static_cast<double>(values.size());
}

double product(const std::vector<double>& values, std::size_t lag) {
  double sum = 0;
  for (std::size_t i = lag; i < values.size(); ++i)
    sum += values[i] * values[i - lag];
  return sum;
}

}  // namespace

std::vector<double> above_line(const Points& points, double per_day) {
  std::vector<double> rest;
  rest.reserve(points.size());
  for (const auto& point : points)
    rest.push_back(point.value - per_day * (point.day - points.back().day));
  return rest;
}

Points without_daily_cycle(const Points& points, double per_day) {
  constexpr double least_days = 4.75;
  constexpr std::size_t least_values = 3;
  auto even = points;
  if (points.empty() || points.back().day - points.front().day < least_days)
    return even;
  const auto rest = above_line(points, per_day);
  const double level = median(rest);
  const auto is_in = [&](std::size_t i, std::size_t slot) {
    const double days = points[i].day - points.front().day;
    return static_cast<std::size_t>(std::lround(days * slots)) % slots == slot;
  };
  for (std::size_t slot = 0; slot < slots; ++slot) {
    std::vector<double> off;
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (is_in(i, slot))
        off.push_back(rest[i] - level);
    }
    if (off.size() < least_values)
      continue;
    const double usual = median(std::move(off));
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (is_in(i, slot))
        even[i].value -= usual;
    }
  }
  return even;
}

double inflation_of(std::vector<double> rest) {
  constexpr double usual = 4, says = 12, most = 19;
  const auto n = static_cast<double>(rest.size());
  centre(rest);
  const double all = product(rest, 0);
  double inflation = 1;
  for (std::size_t lag = 1; all > 0 && 4 * lag < rest.size(); ++lag) {
    const double correlation = product(rest, lag) / all;
    // The first term is what the line took away.
    const double corrected = 2 * inflation / n + correlation;
    if (corrected <= 2 / n)
      break;
    inflation += 2 * corrected;
  }
  return std::min((n * inflation + says * usual) / (n + says), most);
}

}  // namespace soundcheck::diagnosis::trend
