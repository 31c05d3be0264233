#include "probes/board/linux/stoppable_poll.hpp"

#include <algorithm>

namespace soundcheck {

bool poll_until(std::span<pollfd> descriptors,
                std::chrono::steady_clock::time_point deadline,
                const std::stop_token& stop) {
  using std::chrono::milliseconds;
  constexpr milliseconds slice{50};
  while (!stop.stop_requested()) {
    const auto left = std::chrono::ceil<milliseconds>(
        deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0)
      return false;
    const auto wait = static_cast<int>(std::min(left, slice).count());
    if (::poll(descriptors.data(), descriptors.size(), wait) > 0)
      return true;
  }
  return false;
}

}  // namespace soundcheck
