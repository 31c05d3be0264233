#include "agent/diagnosis/trend/flash_life.hpp"

#include <algorithm>
#include <cmath>

#include "agent/diagnosis/trend/slope.hpp"

namespace soundcheck::diagnosis::trend {

namespace {

/// Between the last look before and the first one after it.
struct Step {
  double after_day, until_day;
  double percent;
};

std::vector<Step> steps_of(const Points& used) {
  std::vector<Step> steps;
  for (std::size_t i = 1; i < used.size(); ++i) {
    const double rise = used[i].value - used[i - 1].value;
    if (rise > 0)
      steps.push_back({used[i - 1].day, used[i].day, rise});
  }
  return steps;
}

}  // namespace

std::optional<Wear> wear_by_steps(const Points& used_percent) {
  const auto steps = steps_of(used_percent);
  if (steps.size() < 2)
    return std::nullopt;
  const auto& first = steps.front();
  const auto& last = steps.back();
  // What the first step stands for was used before it.
  double percent = 0;
  for (const auto& step : steps)
    percent += step.percent;
  percent -= first.percent;
  const double longest = last.until_day - first.after_day;
  const double shortest = std::max(last.after_day - first.until_day, 0.0);
  const double days = (longest + shortest) / 2;
  if (days <= 0)
    return std::nullopt;
  // How the use of a speaker changes from one step to the next is not known
  // from so few of them.
  constexpr double change = 1.5;
  Wear wear;
  wear.likely = percent / days;
  wear.low = percent / longest / change;
  wear.high =
      std::max(wear.likely, percent / std::max(shortest, days / 2)) * change;
  return wear;
}

std::optional<Wear> wear_by_writes(const Points& written_gb,
                                   double endurance_gb) {
  const bool enough = written_gb.size() >= 3 &&
                      written_gb.back().day - written_gb.front().day >= 1;
  if (!enough || !(endurance_gb > 0))
    return std::nullopt;
  const auto slope = honest_slope_of(written_gb);
  if (!slope || slope->per_day <= 0)
    return std::nullopt;
  constexpr double least = 2, usual = 3, most = 4;
  const double percent = 100 / endurance_gb;
  return Wear{usual * slope->per_day * percent,
              least * std::max(slope->low, 0.0) * percent,
              most * slope->high * percent};
}

std::optional<Wear> blended(const std::optional<Wear>& a,
                            const std::optional<Wear>& b) {
  if (!a || !b)
    return a ? a : b;
  return Wear{std::sqrt(a->likely * b->likely), std::min(a->low, b->low),
              std::max(a->high, b->high)};
}

}  // namespace soundcheck::diagnosis::trend
