#include "agent/diagnosis/trend/course.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "agent/diagnosis/trend/baseline.hpp"
#include "agent/diagnosis/trend/dependence.hpp"

namespace soundcheck::diagnosis::trend {

namespace {

/// The line of least squares through some points, which come and go.
struct Fit {
  double n = 0, t = 0, v = 0, tt = 0, tv = 0, vv = 0;

  void take(const Point& point, double times) {
    n += times;
    t += times * point.day;
    v += times * point.value;
    tt += times * point.day * point.day;
    tv += times * point.day * point.value;
    vv += times * point.value * point.value;
  }
  double per_day() const {
    const double spread = tt - t * t / n;
    return spread > 0 ? (tv - t * v / n) / spread : 0;
  }
  double at(double day) const { return v / n + per_day() * (day - t / n); }
  /// Sum of the squares that the line leaves.
  double rest() const {
    return std::max(0.0, vv - v * v / n - per_day() * (tv - t * v / n));
  }
};

/// Each is the median of itself and its neighbours: without single outliers.
Points smoothed(const Points& points) {
  auto smooth = points;
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    smooth[i].value =
        median({points[i - 1].value, points[i].value, points[i + 1].value});
  }
  return smooth;
}

Points since_index(const Points& points, std::size_t index) {
  return {points.begin() + static_cast<std::ptrdiff_t>(index), points.end()};
}

/// Where two lines meet, or do not.
struct Break {
  std::size_t index = 0;  ///< of the first point after it; 0: there is none
  Fit before, after;
};

bool is_step(const Break& found, const Points& points, double least_jump) {
  const auto& last = points[found.index - 1];
  const auto& next = points[found.index];
  const double day = (last.day + next.day) / 2;
  const double jump = std::abs(found.after.at(day) - found.before.at(day));
  // What looks like a jump may be a steep line's way between two points.
  const double turn = std::abs(found.after.per_day() - found.before.per_day());
  return jump >= least_jump + turn * (next.day - last.day);
}

/// That of the two lines which leave the least. Behind a step there may be too
/// few points for a line, but not behind a bend.
Break best_break(const Points& points,
                 double least_jump,
                 const Enough& enough) {
  constexpr std::size_t least = 4;
  Break found, now;
  for (const auto& point : points)
    now.after.take(point, 1);
  double least_rest = now.after.rest();
  while (now.index + least < points.size()) {
    now.before.take(points[now.index], 1);
    now.after.take(points[now.index], -1);
    ++now.index;
    const double rest = now.before.rest() + now.after.rest();
    if (now.index < least || rest >= least_rest)
      continue;
    if (is_step(now, points, least_jump) ||
        enough.holds(since_index(points, now.index))) {
      found = now;
      least_rest = rest;
    }
  }
  return found;
}

/// The first point after the break, when two lines explain the series clearly
/// better than one does, else 0. By chance the squares become less by about a
/// value's for each of the three numbers that come in, more where neighbours
/// err alike; as G. Schwarz has it (Ann. Stat. 6, 1978), for the logarithm of
/// n, which is 4, times 3.
std::size_t break_of(const Points& points,
                     double least_jump,
                     const Enough& enough) {
  constexpr double clearly = 12;
  const auto smooth = smoothed(points);
  const auto found = best_break(smooth, least_jump, enough);
  if (found.index == 0)
    return 0;
  Fit one;
  std::vector<double> off;
  for (std::size_t i = 0; i < smooth.size(); ++i) {
    const auto& line = i < found.index ? found.before : found.after;
    off.push_back(smooth[i].value - line.at(smooth[i].day));
    one.take(smooth[i], 1);
  }
  const double rest = found.before.rest() + found.after.rest();
  const double chance = clearly * rest / static_cast<double>(smooth.size()) *
                        inflation_of(std::move(off));
  return one.rest() - rest > chance ? found.index : 0;
}

std::optional<Course> course_from(Points points) {
  const auto slope = honest_slope_of(points);
  if (!slope)
    return std::nullopt;
  const double from = points.front().day;
  return Course{*slope, std::move(points), from};
}

}  // namespace

bool Enough::holds(const Points& these) const {
  // One missing value at either end must not make the days too short.
  constexpr double slack_days = 0.25;
  return these.size() >= points &&
         these.back().day - these.front().day >= days - slack_days;
}

std::optional<Course> course_of(const Points& points,
                                double least_jump,
                                const Enough& enough) {
  auto rest = points;
  while (enough.holds(rest)) {
    const auto index = break_of(rest, least_jump, enough);
    if (index == 0)
      return course_from(std::move(rest));
    rest = since_index(rest, index);
  }
  return std::nullopt;
}

}  // namespace soundcheck::diagnosis::trend
