#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/system.hpp"

namespace soundcheck {

/// One process at one look.
struct ProcessUse {
  std::uint64_t pid = 0;
  std::chrono::milliseconds started{};  ///< since boot
  std::string name;                     ///< what a person would call it
  std::uint64_t resident_bytes = 0;
  std::chrono::milliseconds processor_time{};
};

/// What programs use of memory and processor, and how that has changed since
/// earlier looks. Pure: the caller has clock and files. Bounded: at most 256
/// processes.
class ProgramBook {
 public:
  using Time = std::chrono::milliseconds;  ///< since boot

  /// All processes that are there. Times never go back.
  void take(const std::vector<ProcessUse>& processes, Time now);
  /// The one with most memory; one that has grown by a quarter and a MiB goes
  /// before those that have not.
  std::optional<ProgramUse> biggest() const;
  /// The one with most processor time since the look before, or since it has
  /// started, at least for a second.
  std::optional<ProgramUse> busiest() const;

 private:
  struct Entry {
    ProcessUse last;
    Time first_seen{};
    std::uint64_t first_bytes = 0;
    double processor_percent = 0;
  };

  const Entry* find(const ProcessUse& process) const;
  Entry next_of(const ProcessUse& process, Time now) const;
  std::vector<ProgramUse> programs() const;

  std::vector<Entry> entries_;
  Time last_look_{};
};

}  // namespace soundcheck
