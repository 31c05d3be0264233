#pragma once

#include <chrono>
#include <cstdint>

namespace soundcheck {

/// What this process costs the speaker.
struct OwnCost {
  std::uint64_t rss_bytes = 0;           ///< 0 when the kernel does not say
  std::chrono::milliseconds cpu_time{};  ///< user and system
};

OwnCost own_cost();

}  // namespace soundcheck
