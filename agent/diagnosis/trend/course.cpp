#include "agent/diagnosis/trend/course.hpp"

#include <cmath>
#include <utility>

#include "agent/diagnosis/trend/baseline.hpp"

namespace soundcheck::diagnosis::trend {

namespace {

struct Level {
  double median = 0;
  double off = 0;  ///< sum of the distances from it
};

Level level_of(const Points& points, std::size_t from, std::size_t to) {
  std::vector<double> values;
  values.reserve(to - from);
  for (auto i = from; i < to; ++i)
    values.push_back(points[i].value);
  Level level;
  level.median = median(values);
  for (const double value : values)
    level.off += std::abs(value - level.median);
  return level;
}

double off_line(const Points& points, const Slope& slope) {
  double off = 0;
  for (const auto& point : points) {
    const double on_line =
        slope.level + slope.per_day * (point.day - points.back().day);
    off += std::abs(point.value - on_line);
  }
  return off;
}

/// The first point after the step that explains the series best, 0 when a line
/// does it about as well.
std::size_t after_step(const Points& points,
                       const Slope& slope,
                       double least_jump) {
  constexpr double clearly = 0.75;
  double least_off = clearly * off_line(points, slope);
  std::size_t found = 0;
  for (std::size_t i = 2; i + 1 < points.size(); ++i) {
    const auto before = level_of(points, 0, i);
    const auto after = level_of(points, i, points.size());
    const double off = before.off + after.off;
    if (std::abs(after.median - before.median) >= least_jump &&
        off < least_off) {
      least_off = off;
      found = i;
    }
  }
  return found;
}

std::optional<Course> course_from(Points points, const Enough& enough) {
  if (!enough.holds(points))
    return std::nullopt;
  const auto slope = honest_slope_of(points);
  if (!slope)
    return std::nullopt;
  const double from = points.front().day;
  return Course{*slope, std::move(points), from};
}

Points since_index(const Points& points, std::size_t index) {
  return {points.begin() + static_cast<std::ptrdiff_t>(index), points.end()};
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
  auto course = course_from(points, enough);
  while (course) {
    const auto& slope = course->slope;
    // Where nothing moves there is no step to look for, which is dear.
    const bool moves = slope.low > 0 || slope.high < 0;
    const auto index =
        moves ? after_step(course->points, slope, least_jump) : 0;
    if (index > 0) {
      course = course_from(since_index(course->points, index), enough);
      continue;
    }
    const double middle = (course->from + course->points.back().day) / 2;
    auto late = course_from(since(course->points, middle), enough);
    const bool differs = late && (late->slope.high < slope.per_day ||
                                  late->slope.low > slope.per_day);
    if (!differs)
      break;
    course = std::move(late);
  }
  return course;
}

}  // namespace soundcheck::diagnosis::trend
