#pragma once

#include "probes/board/storage.hpp"
#include "probes/probe.hpp"

namespace soundcheck::firmware {

/// Adds firmware.filesystem_errors: did ext4 find its own structures damaged,
/// or did the kernel turn a file system read-only that was mounted to be
/// written? And the counts behind it, such as "ext4_errors_mmcblk0p4".
void judge_filesystem_errors(const StorageState& state, Verdict& verdict);

}  // namespace soundcheck::firmware
