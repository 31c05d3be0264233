#pragma once

#include "probes/board/system.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::system {

/// Do tasks wait for a processor or for storage?
Task<Verdict> check_load(System& system,
                         Profile::Load limits,
                         Progress& progress);

}  // namespace soundcheck::system
