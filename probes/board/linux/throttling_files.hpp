#pragma once

#include "probes/board/linux/board_root.hpp"
#include "probes/board/system.hpp"

namespace soundcheck {

/// Which processors are slowed down to cool them: the cooling devices of
/// /sys/class/thermal that are made of a processor or a bus, not fans
/// (Documentation/driver-api/thermal/sysfs-api.rst), and the frequency that
/// cpufreq may use at most (Documentation/admin-guide/pm/cpufreq.rst). What
/// cannot be read cannot be told.
Throttling read_throttling(const BoardRoot& root);

}  // namespace soundcheck
