#pragma once

#include <chrono>
#include <poll.h>
#include <span>
#include <stop_token>

namespace soundcheck {

/// Waits until one of them is ready (true), the deadline has passed or a stop
/// is requested (false). Looks at the stop every 50 ms.
bool poll_until(std::span<pollfd> descriptors,
                std::chrono::steady_clock::time_point deadline,
                const std::stop_token& stop);

}  // namespace soundcheck
