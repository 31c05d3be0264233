#pragma once

#include "probes/board/clock.hpp"
#include "probes/board/connection_log.hpp"
#include "probes/board/radio.hpp"
#include "probes/probe.hpp"

namespace soundcheck::wifi {

/// Did the association hold of late, and is it with the right access point?
/// Reads what was seen anyway and sends nothing. Names no network.
Task<Verdict> check_stability(Radio& radio,
                              ConnectionLog& log,
                              const Clock& clock,
                              Progress& progress);

}  // namespace soundcheck::wifi
