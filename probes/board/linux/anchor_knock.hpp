#pragma once

#include <chrono>
#include <span>
#include <stop_token>
#include <vector>

#include "probes/board/linux/host_address.hpp"

namespace soundcheck {

/// Which of these hosts answer an echo request or accept a connection to their
/// port, asked all at once; blocking. Ends early when all have answered.
std::vector<bool> knock_at_anchors(std::span<const HostAddress> hosts,
                                   std::chrono::milliseconds timeout,
                                   const std::stop_token& stop);

}  // namespace soundcheck
