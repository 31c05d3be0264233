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

/// A process that the kernel killed for want of memory.
struct MemoryKill {
  std::string program;  ///< empty: not known
  /// How long ago it was is known by looks before and after it.
  std::chrono::milliseconds at_least_ago{}, at_most_ago{};
};

struct MemoryState {
  std::uint64_t total_bytes = 0;
  std::uint64_t available_bytes = 0;
  std::uint64_t swap_total_bytes = 0;
  std::uint64_t swap_free_bytes = 0;
  std::optional<std::uint64_t> oom_kills;  ///< since boot
  std::optional<MemoryKill> last_kill;
  std::optional<Pressure> pressure;
  /// The program with most memory; one that grows goes before others.
  std::optional<ProgramUse> biggest;
};

struct LoadState {
  double load1 = 0, load5 = 0, load15 = 0;
  unsigned processors = 1;
  std::optional<Pressure> cpu_pressure;
  std::optional<Pressure> io_pressure;
  std::optional<ProgramUse> busiest;
  /// Sound streams that stand still because a program was too late.
  std::optional<unsigned> late_streams;
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

/// Whether processors are slowed down to cool them.
struct Throttling {
  bool can_tell = false;  ///< there is something that would be slowed down
  std::string devices;    ///< that are, and how far: "cpufreq-cpu0 at 3"
  /// The highest frequency that is allowed, of what is possible; below 100 also
  /// where the product wants it so.
  std::optional<double> frequency_percent;
};

struct ClockState {
  bool synchronised = false;
  std::optional<double> estimated_error_ms;
  bool has_rtc = false;
  std::optional<double> rtc_offset_s;  ///< RTC minus system clock
  std::int64_t wall_unix_s = 0;
  /// At most so long; since boot when it was never seen to be synchronised.
  std::optional<std::chrono::milliseconds> unsynchronised_for;
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
  /// Lies in the kernel's memory, so it answers at once.
  virtual Throttling throttling() = 0;
  /// What was written since watch() was called. Lies in memory, so it answers
  /// at once. Errors: unsupported (nobody watches, or there is no such log),
  /// denied, io.
  virtual Result<LogState> log() = 0;
  /// Looks once a minute from now on, so that the others have a past to tell.
  /// The executor's context outlives this, and does not run on after it.
  virtual void watch(boost::asio::any_io_executor executor) = 0;
};

}  // namespace soundcheck
