#pragma once

#include <string>
#include <vector>

#include "agent/store/connection.hpp"
#include "agent/trends/marks.hpp"

namespace soundcheck {

// The history's tables. Values lie there in buckets of four hours for 60 days,
// and of a day for two years; a bucket has the median, the lowest and the
// highest of its values. The rows stand in the order of time, so that a write
// touches the last page and not one of each series.

/// One value of a series. `at_s` is Unix time when the batch is placed, else it
/// counts from the start of the boot.
struct Sample {
  std::string series;
  std::int64_t at_s = 0;
  double value = 0;
};

struct Batch {
  std::string boot_id;
  std::vector<Sample> samples;
  Marks marks;
  bool placed = false;     ///< the clock is trusted
  std::int64_t now_s = 0;  ///< as Sample::at_s
  std::int64_t uptime_s = 0;
};

/// Puts samples into buckets, the buckets of full days into days, and forgets
/// what is too old. False: nothing was written, because the speaker has started
/// lately, and the present bucket is there already or nobody knows the time;
/// one that restarts for ever must not wear its flash with it. Errors: io.
Result<bool> write_batch(Connection& connection, const Batch& batch);

}  // namespace soundcheck
