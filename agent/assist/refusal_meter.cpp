#include "agent/assist/refusal_meter.hpp"

#include <utility>

namespace soundcheck::assist {

bool RefusalMeter::admit(std::chrono::milliseconds now) {
  const auto due = refilled_ ? (now - *refilled_) / refill : burst;
  if (due >= burst - tokens_) {
    // Full: what is due beyond it is not saved up.
    tokens_ = burst;
    refilled_ = now;
  } else {
    tokens_ += static_cast<unsigned>(due);
    *refilled_ += due * refill;
  }
  if (tokens_ == 0) {
    ++uncounted_;
    return false;
  }
  --tokens_;
  return true;
}

std::uint64_t RefusalMeter::take_uncounted() {
  return std::exchange(uncounted_, 0);
}

}  // namespace soundcheck::assist
