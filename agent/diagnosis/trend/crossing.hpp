#pragma once

#include <optional>

#include "agent/diagnosis/trend/slope.hpp"

namespace soundcheck::diagnosis::trend {

/// How many days are left, and the ends of the 90 % interval; `latest` is
/// missing when it may never happen.
struct DaysLeft {
  double likely = 0;
  double earliest = 0;
  std::optional<double> latest;
};

/// When the median of a day falls to `limit`, counted from the last point.
/// Nothing when the line does not fall. A line that is below it already has 0
/// days left. The interval is where the line is no further from the limit than
/// its level, its slope and the value itself may err together (E. C. Fieller,
/// J. R. Stat. Soc. B 16, 1954). `wander`: what the level wanders about in a
/// day beyond its line, a standard deviation; as a random walk does, by the
/// root of the days.
std::optional<DaysLeft> falls_to(const Slope& slope,
                                 double limit,
                                 double wander = 0);

/// Whether it falls beyond doubt: so does the test of Mann and Kendall say, and
/// an interval of the slope 2.2 times as wide as that of 90 % excludes standing
/// still. Once is not enough: it is looked at day after day, and the points
/// begin where they fit a line best. What 2.2 is worth, tests/bench tells.
bool surely_falls(const Slope& slope);

}  // namespace soundcheck::diagnosis::trend
