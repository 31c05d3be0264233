#pragma once

#include "probes/board/system.hpp"
#include "probes/probe.hpp"

namespace soundcheck::system {

/// Does something fill the log? It wears the flash, takes the processor's time,
/// and pushes out what support wants to read. How much is a storm, LogState
/// tells; none of what is written is looked at but the name of who writes.
Task<Verdict> check_log(System& system, Progress& progress);

}  // namespace soundcheck::system
