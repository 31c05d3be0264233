#pragma once

#include <chrono>
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

/// What a program uses, all its processes together.
struct ProgramUse {
  std::string name;  ///< never its arguments
  std::uint64_t resident_bytes = 0;
  std::int64_t grown_bytes = 0;  ///< of them, since it was first seen
  std::chrono::milliseconds seen_for{};
  double processor_percent = 0;  ///< of one processor, for the last seconds
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
};

struct ClockState {
  bool synchronised = false;
  std::optional<double> estimated_error_ms;
  std::optional<double> rtc_offset_s;  ///< RTC minus system clock
  std::int64_t wall_unix_s = 0;
};

/// How fast the system's log grows.
struct LogState {
  std::chrono::milliseconds measured{};
  double records_per_minute = 0;
  double errors_per_minute = 0;  ///< of them, what calls itself an error
  std::optional<double> usual_per_minute;
  /// From here on it is a storm: five times what is usual here, but never less
  /// than 300.
  double limit_per_minute = 0;
  /// The driver or program that writes most; empty: it gives no plain name.
  /// What is written stays on the board.
  std::string noisiest;
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
