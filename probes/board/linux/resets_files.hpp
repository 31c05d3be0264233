#pragma once

#include "probes/board/linux/board_root.hpp"
#include "probes/board/resets.hpp"

namespace soundcheck {

/// Why the board started, out of pstore, /sys/class/watchdog and
/// /sys/class/hwmon.
class ResetsFiles final : public Resets {
 public:
  explicit ResetsFiles(BoardRoot root) : root_(std::move(root)) {}
  ResetSigns signs() const override;
  Result<void> forget(const std::vector<CrashRecord>& crashes) override;

 private:
  BoardRoot root_;
};

}  // namespace soundcheck
