#pragma once

#include <optional>

#include "agent/diagnosis/trend/point.hpp"

namespace soundcheck::diagnosis::trend {

/// The straight line through a series after Theil and Sen: the median of the
/// slopes of all pairs, which up to 29 % of outliers do not break (P. K. Sen,
/// J. Am. Stat. Assoc. 63, 1968).
struct Slope {
  double per_day = 0;
  double low = 0, high = 0;  ///< its 90 % interval, from ranks
  double level = 0;          ///< of the line, at the last point
  double z = 0;              ///< of Mann and Kendall: is there any trend?
};

/// How much the values of a series hang together beyond its line: what a part
/// of the variance of independent values has to be multiplied with, so that the
/// interval stays honest. From the correlation of neighbours, 1 to 19.
double inflation_of(const Points& points, const Slope& slope);

/// `inflation` as above, 1 for independent values. Nothing of fewer than three
/// points or when no two differ in time. For `points` see cleaned(); at most a
/// few hundred, because pairs are counted.
std::optional<Slope> slope_of(const Points& points, double inflation = 1);

/// The same with the inflation that the series asks for.
std::optional<Slope> honest_slope_of(const Points& points);

}  // namespace soundcheck::diagnosis::trend
