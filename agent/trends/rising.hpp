#pragma once

#include <optional>

#include "agent/diagnosis/trend/point.hpp"
#include "probes/board/trend_log.hpp"

namespace soundcheck {

// What rises above what it used to be, without a line to a limit. All are of
// days that end with day 0, which is now.

/// How often something happened in the 24 hours before each point: against the
/// usual count, which is that of all but the last week, or of its first week.
/// `least_usual`: fewer are nobody's business.
Outlook rising_count(const diagnosis::trend::Points& points,
                     double least_usual);

/// A level, by days; it is learned on the way. What has risen and stays below
/// `matters` does no harm.
Outlook rising_level(const diagnosis::trend::Points& points,
                     double least_sigma,
                     double matters);

/// The level of the last five days, when it has shifted down for good against
/// the first two weeks, by `least_fall` or more. `most_fall` and more is no
/// shift, but another place.
std::optional<double> sunk_to(const diagnosis::trend::Points& points,
                              double least_sigma,
                              double least_fall,
                              double most_fall);

}  // namespace soundcheck
