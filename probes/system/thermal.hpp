#pragma once

#include "probes/board/system.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::system {

/// Is any part so hot that the board slows down to cool it?
Task<Verdict> check_thermal(System& system,
                            Profile::Thermal limits,
                            Progress& progress);

}  // namespace soundcheck::system
