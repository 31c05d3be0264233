#include "agent/uplink/backoff.hpp"

#include <algorithm>

namespace soundcheck {

Backoff::Backoff(std::chrono::milliseconds base,
                 std::chrono::milliseconds cap,
                 std::function<double()> random)
    : base_(base), cap_(cap), span_(base), random_(std::move(random)) {}

std::chrono::milliseconds Backoff::next() {
  const auto wait =
      std::chrono::duration_cast<std::chrono::milliseconds>(span_ * random_());
  span_ = std::min(span_ * 2, cap_);
  return wait;
}

}  // namespace soundcheck
