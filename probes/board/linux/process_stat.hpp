#pragma once

#include <cstdint>
#include <string>

#include "probes/board/result.hpp"

namespace soundcheck {

/// What /proc/PID/stat tells of a process (proc_pid_stat(5)); everybody may
/// read it.
struct ProcessStat {
  std::uint64_t pid = 0;
  std::string program;  ///< of its file, cut to 15 bytes
  char state = '?';     ///< 'Z': it has ended and is not buried yet
  std::uint64_t parent = 0;
  std::uint64_t session = 0;
  std::uint64_t terminal = 0;  ///< that controls it; 0 = none
  /// Page faults of the children that it buried. Every program has some, so
  /// that this changes when a child ends.
  std::uint64_t buried_faults = 0;
  std::uint64_t threads = 1;
  std::uint64_t user_ticks = 0;    ///< of processor time, 100 a second
  std::uint64_t system_ticks = 0;  ///< the kernel's on its behalf
  std::uint64_t start_ticks = 0;   ///< when it started, since boot
  std::uint64_t resident_pages = 0;
};

/// Errors: parse.
Result<ProcessStat> parse_process_stat(std::string_view text,
                                       std::string_view file);

}  // namespace soundcheck
