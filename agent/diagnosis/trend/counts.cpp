#include "agent/diagnosis/trend/counts.hpp"

#include <algorithm>
#include <cmath>

namespace soundcheck::diagnosis::trend {

namespace {

constexpr double threshold = 6;

}  // namespace

PoissonCusum::PoissonCusum(double usual) : usual_(std::max(usual, 0.05)) {
  const double raised = std::max(2 * usual_, usual_ + 1);
  reference_ = (raised - usual_) / std::log(raised / usual_);
  // Somebody who pulls the plug five times on one evening is no trend: no
  // single period gets further than half the way.
  most_ = reference_ + threshold / 2;
}

bool PoissonCusum::add(double count) {
  if (!std::isfinite(count) || count < 0)
    return sum_ > threshold;
  sum_ = std::max(0.0, sum_ + std::min(count, most_) - reference_);
  return sum_ > threshold;
}

}  // namespace soundcheck::diagnosis::trend
