#include "agent/assist/refusal_meter.hpp"

#include <utility>

namespace soundcheck::assist {

bool RefusalMeter::admit(std::chrono::milliseconds now) {
  if (!pace_.fits(now, refill, burst * refill)) {
    ++uncounted_;
    return false;
  }
  pace_.spend(now, refill);
  return true;
}

std::uint64_t RefusalMeter::take_uncounted() {
  return std::exchange(uncounted_, 0);
}

}  // namespace soundcheck::assist
