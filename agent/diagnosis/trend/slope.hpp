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
  double centre = 0;         ///< mean day of the points, the last being 0
  // Variances, and how many of their roots an interval of 90 % reaches.
  double of_centre = 0;  ///< of the line's level there
  double of_slope = 0;   ///< of per_day
  double of_day = 0;     ///< of the median of a day, about the line
  double quantile = 0;
};

/// `inflation` as inflation_of() has it, 1 for independent values. Nothing of
/// fewer than three points or when no two differ in time. For `points` see
/// cleaned(); at most a few hundred, because pairs are counted.
std::optional<Slope> slope_of(const Points& points, double inflation = 1);

/// The same without the daily cycle and with the inflation that the series asks
/// for.
std::optional<Slope> honest_slope_of(const Points& points);

}  // namespace soundcheck::diagnosis::trend
