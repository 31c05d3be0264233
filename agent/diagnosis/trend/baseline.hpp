#pragma once

#include <vector>

namespace soundcheck::diagnosis::trend {

/// The middle one, or the mean of the two in the middle; of none it is 0.
double median(std::vector<double> values);

/// What is usual. A half of the values may be anything without moving it far.
struct Baseline {
  double level = 0;  ///< median
  double sigma = 0;  ///< 1.4826 times the median absolute deviation
};

/// `least_sigma`: the resolution of the value. Integers that hardly ever change
/// have a deviation of zero, and then any change would be enormous.
Baseline baseline_of(const std::vector<double>& values, double least_sigma);

}  // namespace soundcheck::diagnosis::trend
