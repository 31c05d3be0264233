#pragma once

#include <chrono>
#include <cstdint>

#include "agent/assist/pace.hpp"

namespace soundcheck::assist {

/// Lets so many refusals be written down one by one, and counts the rest.
/// Whoever holds the broker can send rubbish for ever; it must cost the speaker
/// neither its flash nor the older lines of its audit log.
class RefusalMeter {
 public:
  static constexpr unsigned burst = 20;
  static constexpr std::chrono::milliseconds refill{30'000};

  /// True when a refusal at this (monotonic) moment may be written down.
  bool admit(std::chrono::milliseconds now);
  /// How many were not, since this was last asked.
  std::uint64_t take_uncounted();

 private:
  Pace pace_;
  std::uint64_t uncounted_ = 0;
};

}  // namespace soundcheck::assist
