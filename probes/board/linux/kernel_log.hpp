#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "probes/board/linux/board_root.hpp"
#include "probes/board/linux/file_descriptor.hpp"
#include "probes/board/linux/log_meter.hpp"

namespace soundcheck {

/// Follows the kernel's log (/dev/kmsg), which programs write into as well, and
/// syslogd's file where there is one. What it reads it forgets at once, but for
/// the names of who wrote, and the last program that was killed for want of
/// memory. journald's own records are not among it.
class KernelLog {
 public:
  using Time = std::chrono::milliseconds;  ///< since boot

  /// Reads what was written since the last look. Errors: unsupported (no such
  /// log), denied (needs CAP_SYSLOG), io.
  Result<void> look(const BoardRoot& root, Time now);
  /// Of the louder log. What was there at the first look is not counted, nor
  /// the first minute after boot.
  LogState state(Time now) const;

  struct Kill {
    std::string program;  ///< empty: its name is no plain one
    Time at{};
  };
  const std::optional<Kill>& last_kill() const { return last_kill_; }

 private:
  Result<void> open(const BoardRoot& root, Time now);
  void look_at_syslog(const BoardRoot& root, Time now);
  Result<void> read_on();
  void take_lines(std::string_view part);
  void take(std::string_view line);

  FileDescriptor file_{-1};
  std::string partial_;              ///< a line of which more is to come
  std::uint64_t next_sequence_ = 0;  ///< 0: no record was read yet
  bool caught_up_ = false;  ///< what was there at the first look is read
  LogMeter kernel_, syslog_;
  std::int64_t syslog_offset_ = -1;
  std::optional<Kill> last_kill_;
};

}  // namespace soundcheck
