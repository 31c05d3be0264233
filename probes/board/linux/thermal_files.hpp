#pragma once

#include <vector>

#include "probes/board/linux/board_root.hpp"
#include "probes/board/system.hpp"

namespace soundcheck {

/// The zones of /sys/class/thermal with their trip points, in the kernel's
/// order. A zone whose temperature the driver refuses to tell has none.
/// Errors: io, denied, parse.
Result<std::vector<ThermalZone>> read_thermal_zones(const BoardRoot& root);

}  // namespace soundcheck
