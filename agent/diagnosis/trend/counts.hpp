#pragma once

namespace soundcheck::diagnosis::trend {

/// Notices that something happens more often than it used to: a CUSUM of
/// counts after Poisson (J. M. Lucas, Technometrics 27, 1985).
class PoissonCusum {
 public:
  /// `usual`: of one period; what is looked for is twice as much, and at least
  /// one more.
  explicit PoissonCusum(double usual);

  /// True while it happens too often. Counts that make no sense are left out.
  bool add(double count);
  double usual() const { return usual_; }

 private:
  double usual_, reference_, threshold_, most_;
  double sum_ = 0;
};

}  // namespace soundcheck::diagnosis::trend
