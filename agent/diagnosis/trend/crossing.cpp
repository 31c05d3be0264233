#include "agent/diagnosis/trend/crossing.hpp"

#include <algorithm>

namespace soundcheck::diagnosis::trend {

std::optional<DaysLeft> falls_to(const Slope& slope, double limit) {
  if (slope.per_day >= 0)
    return std::nullopt;
  const double way = std::max(0.0, slope.level - limit);
  DaysLeft left;
  left.likely = way / -slope.per_day;
  left.earliest = way / -slope.low;
  if (slope.high < 0)
    left.latest = way / -slope.high;
  return left;
}

bool surely_falls(const Slope& slope) {
  constexpr double one_sided_95_percent = -1.645;
  return slope.high < 0 && slope.z < one_sided_95_percent;
}

}  // namespace soundcheck::diagnosis::trend
