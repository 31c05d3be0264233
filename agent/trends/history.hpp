#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/store/connection.hpp"

namespace soundcheck {

/// The values of four hours or of a day.
struct Bucket {
  std::int64_t at_s = 0;
  double median = 0, low = 0, high = 0;
};

/// What was written down, for one moment.
struct History {
  struct Line {
    std::string series;
    std::vector<Bucket> buckets;  ///< oldest first, days before four hours
  };
  std::vector<Line> lines;
  std::int64_t now_s = 0;  ///< on the axis of at_s
  bool placed = true;      ///< at_s is Unix time, else it is since the boot
  // When it changed last; nothing: never.
  std::optional<std::int64_t> firmware_since_s, access_point_since_s;
};

/// The moment for which a history is read, and how much of it.
struct Moment {
  std::string boot_id;
  bool placed = false;  ///< the clock is trusted
  std::int64_t wall_s = 0;
  std::int64_t uptime_s = 0;
  bool all_days = false;  ///< also of series that need no years
};

/// Values without a place in time are read while their boot lasts, when it has
/// lasted for days. A clock that is not trusted now is put right by the newest
/// value. Errors: io.
Result<History> read_history(Connection& connection, const Moment& moment);

}  // namespace soundcheck
