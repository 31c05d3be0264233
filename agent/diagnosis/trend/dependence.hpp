#pragma once

#include <vector>

#include "agent/diagnosis/trend/point.hpp"

namespace soundcheck::diagnosis::trend {

// How the values of a series hang together beyond its line.

/// What remains of each value above a line of this slope, which is 0 at the
/// last point.
std::vector<double> above_line(const Points& points, double per_day);

/// Without what repeats every day, by slots of four hours; shorter than five
/// days it cannot be told from the line, and all is left as it is.
Points without_daily_cycle(const Points& points, double per_day);

/// What the variance of a mean or slope of independent values has to be
/// multiplied with, 1 to 19: n values in which neighbours err alike are worth
/// fewer (G. V. Bayley and J. M. Hammersley, J. R. Stat. Soc. Suppl. 8, 1946).
/// Their correlations count up to the first that is not positive (C. J. Geyer,
/// Stat. Sci. 7, 1992), made good for what a fitted line takes out of them (M.
/// G. Kendall, Biometrika 41, 1954). Few values say little of it; there the
/// usual one of 4 has its say as if by another 12 values.
double inflation_of(std::vector<double> rest);

}  // namespace soundcheck::diagnosis::trend
