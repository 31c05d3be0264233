#pragma once

#include <cstdint>
#include <string>

#include "agent/store/connection.hpp"

namespace soundcheck {

// The buckets of the history in which values come together. Errors: io.

constexpr std::int64_t bucket_s = 4 * 3600;
constexpr std::int64_t day_s = 86'400;

/// The order is that of numbers in files.
enum class Tier {
  hours,   ///< four of them, for 60 days
  days,    ///< for two years
  adrift,  ///< as `hours`, but counted from the start of one boot
};

constexpr std::int64_t bucket_of(std::int64_t at_s) {
  return at_s / bucket_s * bucket_s;
}

/// Of those that have a place in time; 0: there is none.
Result<std::int64_t> newest_bucket(Connection& connection);

/// Those adrift are from now on of this boot; what another one left, whose
/// clock was never right, can have no place any more.
Result<void> claim_adrift(Connection& connection, const std::string& boot_id);

/// Gives those of this boot their place; it started at `start_s`.
Result<void> place_adrift(Connection& connection,
                          const std::string& boot_id,
                          std::int64_t start_s);

/// Once a day: makes days of the buckets before today and forgets what is too
/// old, or later than now.
Result<void> sum_up_days(Connection& connection, std::int64_t now_s);

}  // namespace soundcheck
