#include "agent/trends/falling.hpp"

#include <algorithm>
#include <cmath>

#include "agent/diagnosis/trend/course.hpp"
#include "agent/diagnosis/trend/segment.hpp"
#include "probes/findings.hpp"

namespace soundcheck {

using namespace diagnosis::trend;

namespace {

constexpr double window_days = 14;
/// A number that nobody has taken for this long may be anything by now.
constexpr double stale_days = 2;

/// Lower than ever before, and deeper than what came back by itself: logs and
/// caches that are tidied up now and then fall like that, too.
bool is_unheard_of(const Points& all, const Course& course, double fall) {
  Points before;
  for (const auto& point : all) {
    if (point.day >= course.from)
      break;
    if (point.value < course.slope.level)
      return false;
    before.push_back(point);
  }
  return fall >= deepest_recovered_fall(before);
}

/// Of what comes back by itself the next time, too, nobody knows the day.
double wander_of(const Points& all, const FallRule& rule) {
  // A tooth is anywhere in its height with the same chance: that is a deviation
  // of 0.29 times it, and a little more for the teeth that were not seen.
  constexpr double of_tooth = 0.33;
  return rule.comes_back
             ? std::max(rule.wander, of_tooth * deepest_recovered_fall(all))
             : rule.wander;
}

std::string in_words(const Slope& slope,
                     const std::optional<DaysLeft>& left,
                     const FallRule& rule,
                     const Points& points) {
  const std::string unit = std::string(" ") + rule.unit;
  std::string text =
      decimal(slope.level) + unit + " now, " + (slope.per_day > 0 ? "+" : "") +
      decimal(slope.per_day, 2) + unit + "/day (" + decimal(slope.low, 2) +
      ".." + decimal(slope.high, 2) + ") over " +
      decimal(points.back().day - points.front().day) + " days";
  if (left && left->likely < 10'000) {
    text += ", at " + decimal(rule.limit) + unit + " in " +
            decimal(left->likely, 0) + " days";
  }
  return text;
}

}  // namespace

std::string too_few(const Points& points) {
  if (points.empty())
    return "nothing was written down yet";
  if (points.back().day < -stale_days)
    return "nothing was written down lately";
  if (Enough().holds(points))
    return "";
  const double days = points.back().day - points.front().day;
  return std::to_string(points.size()) + " values over " + decimal(days) +
         " days, 12 over 3 are needed";
}

Outlook falling(const Points& points, double begin, const FallRule& rule) {
  Outlook outlook;
  const auto ours = since(points, begin);
  const double jumped = since_last_jump(ours, rule.least_jump);
  const auto window = since(ours, std::max(-window_days, jumped));
  outlook.why_unknown = too_few(window);
  if (!outlook.why_unknown.empty())
    return outlook;
  const auto course = course_of(window, rule.least_jump, Enough());
  if (!course) {
    outlook.why_unknown = "it begins anew after a step";
    return outlook;
  }
  const auto& slope = course->slope;
  const auto left = falls_to(slope, rule.limit, wander_of(ours, rule));
  outlook.text = in_words(slope, left, rule, course->points);
  if (!left)
    return outlook;
  outlook.days_left = left->likely;
  outlook.earliest_days = left->earliest;
  outlook.latest_days = left->latest;
  const double fall =
      -slope.per_day * (course->points.back().day - course->from);
  outlook.worsens = surely_falls(slope) && fall >= rule.least_fall &&
                    (!rule.comes_back || is_unheard_of(ours, *course, fall));
  return outlook;
}

}  // namespace soundcheck
