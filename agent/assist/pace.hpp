#pragma once

#include <algorithm>
#include <chrono>

namespace soundcheck::assist {

/// How often something may happen. Each time costs some time, and what was not
/// worked off yet is at most `most`: so `most / cost` of them may come at once,
/// and then one in `cost`. All times are monotonic.
class Pace {
 public:
  bool fits(std::chrono::milliseconds now,
            std::chrono::milliseconds cost,
            std::chrono::milliseconds most) const {
    return std::max(now, worked_off_) + cost - now <= most;
  }
  void spend(std::chrono::milliseconds now, std::chrono::milliseconds cost) {
    worked_off_ = std::max(now, worked_off_) + cost;
  }

 private:
  std::chrono::milliseconds worked_off_{};
};

}  // namespace soundcheck::assist
