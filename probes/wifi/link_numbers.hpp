#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "probes/board/radio.hpp"
#include "probes/probe.hpp"

namespace soundcheck::wifi {

/// The average where the driver has one: a single frame may fade.
std::optional<int> signal_of(const WifiLink& link);

/// Share of all transmissions that were repetitions. Absent when the driver
/// does not count, or counted too few to say anything.
std::optional<double> retry_percent(const WifiLink& link,
                                    std::int64_t min_packets);

/// Only what the driver tells.
template <class Number>
void add(std::vector<Measurement>& list,
         const char* name,
         const std::optional<Number>& value,
         const char* unit) {
  if (value)
    list.push_back({name, static_cast<double>(*value), unit});
}

}  // namespace soundcheck::wifi
