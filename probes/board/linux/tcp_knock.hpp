#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>

#include "probes/board/linux/host_address.hpp"

namespace soundcheck {

/// Tries to connect to all these ports at once. A host that accepts or refuses
/// is there: the time of the first such answer, or nothing.
std::optional<std::chrono::microseconds> knock(
    HostAddress host,
    std::span<const std::uint16_t> ports,
    std::chrono::milliseconds timeout,
    const std::stop_token& stop);

}  // namespace soundcheck
