#pragma once

#include "probes/board/storage.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::firmware {

/// Adds firmware.many_writes: would the flash wear out early, were it written
/// for good as it was since the start? And "written_per_day_<device>" in MB,
/// "written_<file system>" in GB since that was made.
void judge_writes(const StorageState& state,
                  const Profile::Storage& limits,
                  Verdict& verdict);

}  // namespace soundcheck::firmware
