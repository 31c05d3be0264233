#include "agent/diagnosis/trend/crossing.hpp"

#include <algorithm>
#include <cmath>

namespace soundcheck::diagnosis::trend {

std::optional<DaysLeft> falls_to(const Slope& slope,
                                 double limit,
                                 double wander) {
  if (slope.per_day >= 0)
    return std::nullopt;
  const double way = std::max(0.0, slope.level - limit);
  DaysLeft left;
  left.likely = way / -slope.per_day;
  // (way + per_day t)^2 = t2 (of_all + of_slope (t - centre)^2), that is
  // a t^2 + 2 b t + c = 0, which likely lies between the solutions of.
  const double t2 = slope.quantile * slope.quantile;
  const double tilt = t2 * slope.of_slope;
  const double of_all =
      slope.of_centre + slope.of_day + wander * wander * left.likely;
  const double a = slope.per_day * slope.per_day - tilt;
  const double b = way * slope.per_day + tilt * slope.centre;
  const double c = way * way - t2 * of_all - tilt * slope.centre * slope.centre;
  const double root = std::sqrt(std::max(0.0, b * b - a * c));
  // This form of the lesser solution holds for an `a` of any sign, and of 0.
  if (c > 0)
    left.earliest = c / (root - b);
  if (a > 0)
    left.latest = (root - b) / a;
  return left;
}

bool surely_falls(const Slope& slope) {
  constexpr double one_sided_95_percent = -1.645;
  const double doubt = 2.2 * slope.quantile * std::sqrt(slope.of_slope);
  return slope.per_day < -doubt && slope.z < one_sided_95_percent;
}

}  // namespace soundcheck::diagnosis::trend
