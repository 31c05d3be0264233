#pragma once

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/kernel_calls.hpp"
#include "probes/board/system.hpp"

namespace soundcheck {

/// Memory, load, temperature and clock as the kernel tells them in /proc, /sys
/// and adjtimex(2).
class SystemFiles final : public System {
 public:
  SystemFiles(BoardRoot root, KernelCalls kernel)
      : root_(std::move(root)), kernel_(std::move(kernel)) {}
  Task<MemoryState> memory() override;
  Task<LoadState> load() override;
  Task<std::vector<ThermalZone>> thermal() override;
  Task<ClockState> clock() override;

 private:
  Result<std::optional<Pressure>> pressure(std::string_view file) const;
  Result<MemoryState> read_memory() const;
  Result<LoadState> read_load() const;
  Result<ClockState> read_clock() const;
  Result<std::optional<std::int64_t>> read_rtc() const;

  BoardRoot root_;
  KernelCalls kernel_;
};

}  // namespace soundcheck
