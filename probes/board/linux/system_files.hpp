#pragma once

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/kernel_calls.hpp"
#include "probes/board/linux/system_watch.hpp"
#include "probes/board/linux/throttling_files.hpp"
#include "probes/board/system.hpp"

namespace soundcheck {

/// Memory, load, temperature and clock as the kernel tells them in /proc, /sys
/// and adjtimex(2).
class SystemFiles final : public System {
 public:
  SystemFiles(BoardRoot root, KernelCalls kernel)
      : root_(root), kernel_(kernel), watch_(std::move(root), kernel) {}
  Task<MemoryState> memory() override;
  Task<LoadState> load() override;
  Task<std::vector<ThermalZone>> thermal() override;
  Task<ClockState> clock() override;
  Throttling throttling() override { return read_throttling(root_); }
  Result<LogState> log() override;
  void watch(boost::asio::any_io_executor executor) override;

 private:
  Result<std::optional<Pressure>> pressure(std::string_view file) const;
  Result<MemoryState> read_memory();
  Result<LoadState> read_load();
  Result<ClockState> read_clock();
  Result<std::string> find_rtc() const;
  Result<std::optional<std::int64_t>> read_rtc(const std::string& name) const;

  BoardRoot root_;
  KernelCalls kernel_;
  SystemWatch watch_;
};

}  // namespace soundcheck
