#pragma once

#include "probes/board/linux/board_root.hpp"
#include "probes/board/resets.hpp"

namespace soundcheck {

// The crash records of the kernel, /sys/fs/pstore/dmesg-*. The kernel keeps
// them in memory, so reading them needs no thread.

/// Sets `crashes` and `why_no_crashes`; of many records only the first 16
/// count, the rest can be removed.
void read_crashes(const BoardRoot& root, ResetSigns& signs);

/// Errors: denied, io, for the first one that stays.
Result<void> remove_crashes(const BoardRoot& root,
                            const std::vector<CrashRecord>& crashes);

}  // namespace soundcheck
