#include "agent/journal/write_budget.hpp"

#include <algorithm>

namespace soundcheck {

void WriteBudget::begin(std::chrono::milliseconds now) {
  earn(now);
  begun_ = now;
}

std::chrono::milliseconds WriteBudget::due() const {
  const auto settled = begun_ + settling;
  return left_ > 0 ? settled : std::max(settled, earned_until_ + refill);
}

void WriteBudget::spend(std::chrono::milliseconds now) {
  earn(now);
  if (left_ == burst)
    earned_until_ = now;
  left_ = std::max(left_ - 1, 0);
}

void WriteBudget::earn(std::chrono::milliseconds now) {
  while (left_ < burst && now - earned_until_ >= refill) {
    ++left_;
    earned_until_ += refill;
  }
}

}  // namespace soundcheck
