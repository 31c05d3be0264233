#include "agent/diagnosis/trend/shift.hpp"

#include <algorithm>
#include <cmath>

namespace soundcheck::diagnosis::trend {

int Cusum::add(double value) {
  constexpr double allowance = 0.5, threshold = 5;
  if (!std::isfinite(value) || baseline_.sigma <= 0)
    return 0;
  const double off = (value - baseline_.level) / baseline_.sigma;
  up_ = std::max(0.0, up_ + off - allowance);
  down_ = std::max(0.0, down_ - off - allowance);
  if (up_ > threshold)
    return 1;
  return down_ > threshold ? -1 : 0;
}

bool PageHinkley::add(double value) {
  // The usual threshold of 50 and tolerance of 0.005 are for values of any
  // scale; in sigma of the mean they are these.
  constexpr double tolerance = 0.5, threshold = 8;
  constexpr double learning = 10;
  if (!std::isfinite(value))
    return false;
  ++count_;
  const double off = value - mean_;
  mean_ += off / count_;
  squares_ += off * (value - mean_);
  if (count_ < learning)
    return false;
  const double sigma =
      std::max(least_sigma_, std::sqrt(squares_ / (count_ - 1)));
  if (sigma <= 0)
    return false;
  // One wild sample is no rise.
  sum_ += std::min((value - mean_) / sigma, 3.0) - tolerance;
  lowest_ = std::min(lowest_, sum_);
  return sum_ - lowest_ > threshold;
}

}  // namespace soundcheck::diagnosis::trend
