#pragma once

#include <optional>

#include "agent/diagnosis/trend/slope.hpp"

namespace soundcheck::diagnosis::trend {

/// How many days are left; `latest` is missing when it may never happen.
struct DaysLeft {
  double likely = 0;
  double earliest = 0;
  std::optional<double> latest;
};

/// When the line falls to `limit`, counted from the last point. Nothing when it
/// does not fall. A line that is below it already has 0 days left.
std::optional<DaysLeft> falls_to(const Slope& slope, double limit);

/// Whether it falls beyond doubt: the 90 % interval of the slope excludes
/// standing still, and so does the test of Mann and Kendall.
bool surely_falls(const Slope& slope);

}  // namespace soundcheck::diagnosis::trend
