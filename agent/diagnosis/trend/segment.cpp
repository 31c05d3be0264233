#include "agent/diagnosis/trend/segment.hpp"

#include <algorithm>
#include <cmath>

#include "agent/diagnosis/trend/baseline.hpp"

namespace soundcheck::diagnosis::trend {

namespace {

/// Of the points from `from` up to, not including, `to`.
double median_of(const Points& points, std::size_t from, std::size_t to) {
  std::vector<double> values;
  for (auto i = from; i < to; ++i)
    values.push_back(points[i].value);
  return median(std::move(values));
}

}  // namespace

Points daily(const Points& points) {
  Points days;
  for (std::size_t from = 0; from < points.size();) {
    const double day = std::floor(points[from].day);
    auto to = from;
    while (to < points.size() && std::floor(points[to].day) == day)
      ++to;
    days.push_back(
        {points[from + (to - from) / 2].day, median_of(points, from, to)});
    from = to;
  }
  return days;
}

double since_last_jump(const Points& points, double least_jump) {
  constexpr std::size_t around = 4;
  constexpr double usual_steps = 6;
  constexpr double stays = 0.6;
  if (points.empty())
    return 0;
  std::vector<double> steps;
  for (std::size_t i = 1; i < points.size(); ++i)
    steps.push_back(std::abs(points[i].value - points[i - 1].value));
  const double least = least_jump + usual_steps * median(std::move(steps));
  // The two last points are too few to see whether the level stays.
  for (auto i = points.size(); i-- > 1;) {
    const double step = points[i].value - points[i - 1].value;
    if (std::abs(step) < least || points.size() - i < 2)
      continue;
    const double before = median_of(points, i - std::min(i, around), i);
    const double after =
        median_of(points, i, std::min(points.size(), i + around));
    if ((after - before) / step >= stays)
      return points[i].day;
  }
  return points.front().day;
}

double deepest_recovered_fall(const Points& points) {
  const auto days = daily(points);
  if (days.empty())
    return 0;
  double deepest = 0;
  double peak = days.front().value;
  double bottom = peak;
  for (const auto& day : days) {
    bottom = std::min(bottom, day.value);
    if (day.value < peak - (peak - bottom) / 2)
      continue;
    deepest = std::max(deepest, peak - bottom);
    if (day.value > bottom) {
      peak = day.value;
      bottom = peak;
    }
  }
  return deepest;
}

}  // namespace soundcheck::diagnosis::trend
