#include "probes/board/linux/resets_files.hpp"

#include "probes/board/linux/crash_files.hpp"
#include "probes/board/linux/reset_signs.hpp"

namespace soundcheck {

ResetSigns ResetsFiles::signs() const {
  ResetSigns signs;
  read_watchdogs(root_, signs);
  read_supply(root_, signs);
  read_crashes(root_, signs);
  return signs;
}

Result<void> ResetsFiles::forget(const std::vector<CrashRecord>& crashes) {
  return remove_crashes(root_, crashes);
}

}  // namespace soundcheck
