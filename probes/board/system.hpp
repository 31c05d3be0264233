#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// Share of time, in per cent, in which tasks waited (PSI; kernel's
/// Documentation/accounting/psi.rst). Absent: kernel without PSI.
struct Pressure {
  double some_avg10 = 0, some_avg60 = 0, some_avg300 = 0;
  std::optional<double> full_avg10, full_avg60, full_avg300;
};

struct MemoryState {
  std::uint64_t total_bytes = 0;
  std::uint64_t available_bytes = 0;
  std::uint64_t swap_total_bytes = 0;
  std::uint64_t swap_free_bytes = 0;
  std::optional<std::uint64_t> oom_kills;  ///< since boot
  std::optional<Pressure> pressure;
};

struct LoadState {
  double load1 = 0, load5 = 0, load15 = 0;
  unsigned processors = 1;
  std::optional<Pressure> cpu_pressure;
  std::optional<Pressure> io_pressure;
};

/// A zone that exists but cannot be read has no temperature; it is not hidden.
struct ThermalZone {
  std::string name;
  std::string type;
  std::optional<double> temperature_c;
  std::optional<double> critical_c;  ///< trip point of type "critical"
  std::optional<double> hot_c;       ///< trip point of type "hot" or "passive"
  std::optional<double> passive_c;   ///< trip point of type "passive"
};

struct ClockState {
  bool synchronised = false;
  std::optional<double> estimated_error_ms;
  std::optional<double> rtc_offset_s;  ///< RTC minus system clock
  std::int64_t wall_unix_s = 0;
};

class System {
 public:
  virtual ~System() = default;
  // Errors of each: unsupported, io, parse.
  virtual Task<MemoryState> memory() = 0;
  virtual Task<LoadState> load() = 0;
  virtual Task<std::vector<ThermalZone>> thermal() = 0;
  virtual Task<ClockState> clock() = 0;
};

}  // namespace soundcheck
