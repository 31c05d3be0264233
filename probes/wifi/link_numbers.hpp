#pragma once

#include <cstdint>
#include <optional>

#include "probes/board/radio.hpp"

namespace soundcheck::wifi {

/// The average where the driver has one: a single frame may fade.
std::optional<int> signal_of(const WifiLink& link);

/// Share of all transmissions that were repetitions. Absent when the driver
/// does not count, or counted too few to say anything.
std::optional<double> retry_percent(const WifiLink& link,
                                    std::int64_t min_packets);

}  // namespace soundcheck::wifi
