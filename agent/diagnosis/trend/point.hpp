#pragma once

#include <vector>

namespace soundcheck::diagnosis::trend {

/// One value of a series. Days count from anywhere, the same for the series.
struct Point {
  double day;
  double value;
};

/// A series, oldest first.
using Points = std::vector<Point>;

/// Without what is no number and what is not later than what came before it: a
/// clock that was set back makes no history.
Points cleaned(const Points& points);

/// Those from `day` on.
Points since(const Points& points, double day);

}  // namespace soundcheck::diagnosis::trend
