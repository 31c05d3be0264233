#pragma once

#include <algorithm>
#include <chrono>

namespace soundcheck::local {

/// A rate that may be exceeded for a moment: `burst` at once, then one more in
/// each `every`. All times are Clock::monotonic().
struct Rate {
  std::chrono::milliseconds every;
  unsigned burst;
};

class Toll {
 public:
  using Time = std::chrono::milliseconds;

  explicit Toll(Rate rate) : rate_(rate) {}

  /// How long it is too early for one more; zero or less: it is not.
  Time early(Time now) const {
    return paid_until_ - rate_.every * (rate_.burst - 1) - now;
  }
  void pay(Time now) { paid_until_ = std::max(paid_until_, now) + rate_.every; }

 private:
  Rate rate_;
  Time paid_until_{};
};

}  // namespace soundcheck::local
