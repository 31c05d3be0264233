#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "probes/board/result.hpp"

namespace soundcheck {

/// One record of the kernel's log.
struct LogRecord {
  std::uint64_t sequence = 0;  ///< each has one more than that before
  unsigned level = 7;          ///< 0 (emergency) to 7 (debug), syslog(3)
  bool by_kernel = false;      ///< no program wrote it
  std::chrono::milliseconds since_boot{};
  std::string_view text;  ///< never leaves the board
};

/// A line of /dev/kmsg (Documentation/ABI/testing/dev-kmsg): "6,339,5140900,-;"
/// and the text. Errors: parse.
Result<LogRecord> parse_log_record(std::string_view line,
                                   std::string_view file);

/// Who wrote a text: the name of a driver or program before its first colon, as
/// in "brcmfmac: ...", "usb 1-1: ..." or "player[812]: ...". Empty when there
/// is no plain name, for then it may be anything.
std::string_view log_source(std::string_view text);

/// The text of a line of syslogd's file, behind time and host: "Nov 26 10:00:00
/// speaker player[812]: ...". Empty when it is not such a line.
std::string_view syslog_text(std::string_view line);

/// The program in "Out of memory: Killed process 812 (player) ...", also of a
/// memory cgroup (mm/oom_kill.c); nothing when the text says something else.
std::optional<std::string_view> killed_for_memory(std::string_view text);

}  // namespace soundcheck
