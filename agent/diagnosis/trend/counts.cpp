#include "agent/diagnosis/trend/counts.hpp"

#include <algorithm>
#include <cmath>

namespace soundcheck::diagnosis::trend {

PoissonCusum::PoissonCusum(double usual) : usual_(std::max(usual, 0.05)) {
  const double raised = std::max(2 * usual_, usual_ + 1);
  const double evidence = std::log(raised / usual_);  // of one count
  reference_ = (raised - usual_) / evidence;
  // Where many are usual, one more says less: the sum has to be surer.
  threshold_ = std::max(6.0, 5.5 / evidence);
  // Somebody who pulls the plug five times on one evening is no trend: no
  // single period gets further than half the way.
  most_ = reference_ + threshold_ / 2;
}

bool PoissonCusum::add(double count) {
  if (!std::isfinite(count) || count < 0)
    return sum_ > threshold_;
  sum_ = std::max(0.0, sum_ + std::min(count, most_) - reference_);
  return sum_ > threshold_;
}

}  // namespace soundcheck::diagnosis::trend
