#pragma once

#include <chrono>
#include <vector>

#include "probes/board/clock.hpp"
#include "probes/board/resets.hpp"

namespace soundcheck::system {

/// How long ago the speaker started.
struct Age {
  std::chrono::seconds at_least{};
  bool exact = false;  ///< it is at_least
};

/// Which wall clocks to believe.
enum class Believe {
  synchronised,
  /// Also those that only look like one. Over quick restarts the time that a
  /// chip keeps is good enough, while nobody had the time to synchronise.
  sensible,
};

/// Of each start, in their order; the last is that of now. One whose time is
/// not known is at least as old as the next that is.
std::vector<Age> ages_of(const std::vector<Start>& starts,
                         const Clock& clock,
                         Believe believe);

}  // namespace soundcheck::system
