#pragma once

#include "probes/board/system.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::system {

/// Is there memory left, and do tasks lose time waiting for it?
Task<Verdict> check_memory(System& system,
                           Profile::Memory limits,
                           Progress& progress);

}  // namespace soundcheck::system
