#pragma once

#include "probes/board/clock.hpp"
#include "probes/board/resets.hpp"
#include "probes/probe.hpp"

namespace soundcheck::system {

/// Why did the speaker restart? A kernel panic, a watchdog reset and a
/// brown-out are present when this start came after one, or when there was one
/// within 24 hours by clocks that were synchronised. A boot loop is three
/// starts within 30 minutes that nobody asked for; single power cuts are no
/// fault. What no part of the board can tell is unknown, and with none the
/// probe is not supported. The measurement start_reason is the number of this
/// start's StartReason.
Task<Verdict> check_resets(StartLog& log,
                           const Clock& clock,
                           Progress& progress);

}  // namespace soundcheck::system
