#pragma once

#include "agent/diagnosis/trend/point.hpp"

namespace soundcheck::diagnosis::trend {

/// One point for each whole day of the axis: the median of the day, at the time
/// of its middle value.
Points daily(const Points& points);

/// The day of the first point after the last jump: one step, far above what two
/// neighbours usually differ by, after which the level stays. A speaker that
/// was put elsewhere and a disk that was tidied up begin anew; steady growth is
/// no jump, however fast. Without one it is the first day. `least_jump`: in
/// the unit of the values, what is too small to matter.
double since_last_jump(const Points& points, double least_jump);

/// The deepest fall, by the medians of days, of which at least a half was
/// gained back: what is usual and cures itself.
double deepest_recovered_fall(const Points& points);

}  // namespace soundcheck::diagnosis::trend
