#pragma once

#include "probes/board/system.hpp"
#include "tests/support/verdicts.hpp"

namespace soundcheck::test {

/// Answers what the test says.
class FakeSystem final : public System {
 public:
  Task<MemoryState> memory() override { co_return memory_; }
  Task<LoadState> load() override { co_return load_; }
  Task<std::vector<ThermalZone>> thermal() override { co_return zones_; }
  Task<ClockState> clock() override { co_return clock_; }
  Throttling throttling() override { return throttling_; }
  Result<LogState> log() override { return log_; }
  void watch(boost::asio::any_io_executor) override {}

  Result<MemoryState> memory_ = MemoryState();
  Result<LoadState> load_ = LoadState();
  Result<std::vector<ThermalZone>> zones_ = std::vector<ThermalZone>();
  Result<ClockState> clock_ = ClockState();
  Throttling throttling_;
  Result<LogState> log_ = LogState();
};

}  // namespace soundcheck::test
