#pragma once

#include <optional>

#include "agent/diagnosis/trend/slope.hpp"

namespace soundcheck::diagnosis::trend {

/// The line that a series follows now, and how much of it.
struct Course {
  Slope slope;
  Points points;    ///< that the line is through
  double from = 0;  ///< its first day
};

/// How many points over how many days a line needs at least.
struct Enough {
  std::size_t points = 12;
  double days = 3;

  bool holds(const Points& these) const;
};

/// Leaves out what is over, again and again: all before the break that
/// explains the series best, when two lines do it clearly better than one. That
/// is a bend, or a step when the lines miss each other by `least_jump` or more.
/// Nothing when what is left is not enough.
std::optional<Course> course_of(const Points& points,
                                double least_jump,
                                const Enough& enough);

}  // namespace soundcheck::diagnosis::trend
