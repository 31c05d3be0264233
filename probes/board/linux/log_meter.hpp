#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/system.hpp"

namespace soundcheck {

/// How fast a log grows, what of it is usual here, and who writes most. Pure:
/// the caller reads. Bounded: names of at most 32 writers.
///
/// It measures in windows of a minute; what is usual is their exponentially
/// weighted mean (weight of the newest 0.2). A storm teaches nothing, so that
/// it does not become usual.
class LogMeter {
 public:
  using Time = std::chrono::milliseconds;  ///< since boot

  /// Begins, or begins again when the log was lost sight of.
  void begin(Time now);
  /// A record, and how many before it were not seen.
  void note(std::string_view source, bool error, std::uint64_t unseen);
  /// Closes the window when it is old enough.
  void look(Time now);
  /// Of the last quarter of a window or more.
  LogState state(Time now) const;

 private:
  struct Count {
    std::uint64_t records = 0, errors = 0;
  };
  struct Writer {
    std::string name;
    std::uint64_t records = 0;
  };

  double limit_per_minute() const;

  Time window_{}, window_before_{};
  Count count_, count_before_;
  std::vector<Writer> writers_, writers_before_;
  double usual_per_minute_ = 0;
  int learned_ = 0;
};

}  // namespace soundcheck
