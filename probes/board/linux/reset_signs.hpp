#pragma once

#include "probes/board/linux/board_root.hpp"
#include "probes/board/resets.hpp"

namespace soundcheck {

// What hardware tells in attributes of one number. One that cannot be read
// cannot tell.

/// /sys/class/watchdog/watchdog*/bootstatus
/// (Documentation/ABI/testing/sysfs-class-watchdog).
void read_watchdogs(const BoardRoot& root, ResetSigns& signs);

/// /sys/class/hwmon/hwmon*/in*_lcrit_alarm: a voltage is critically low
/// (Documentation/hwmon/sysfs-interface.rst).
void read_supply(const BoardRoot& root, ResetSigns& signs);

}  // namespace soundcheck
