#pragma once

#include "agent/diagnosis/trend/baseline.hpp"

namespace soundcheck::diagnosis::trend {

/// Notices that a value has left its known level for good, to either side (E.
/// S. Page, Biometrika 41, 1954). With half a sigma of allowance and a
/// threshold of five it takes independent normal values about 465 samples to
/// raise one false alarm.
class Cusum {
 public:
  explicit Cusum(Baseline baseline) : baseline_(baseline) {}

  /// 1 or -1: it has shifted up or down; 0: not yet. What is no number is
  /// left out.
  int add(double value);

 private:
  Baseline baseline_;
  double up_ = 0, down_ = 0;
};

/// Notices that a value rises above what it was so far, where nobody knows its
/// level: it learns it on the way (Page-Hinkley). Sums are in sigma.
class PageHinkley {
 public:
  /// `least_sigma` as in baseline_of().
  explicit PageHinkley(double least_sigma) : least_sigma_(least_sigma) {}

  /// True from the sample on by which it has risen.
  bool add(double value);

 private:
  double least_sigma_;
  double count_ = 0, mean_ = 0, squares_ = 0;
  double sum_ = 0, lowest_ = 0;
};

}  // namespace soundcheck::diagnosis::trend
