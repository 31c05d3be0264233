#pragma once

#include <cmath>
#include <complex>
#include <numbers>

#include "tests/acoustic-bench/rate.hpp"

namespace soundcheck::bench {

/// A filter of second order (R. Bristow-Johnson's audio EQ cookbook, bilinear
/// transform), transposed direct form II.
class Biquad {
 public:
  static Biquad lowpass(double corner_hz, double q) {
    const Angle at(corner_hz, q);
    const double b1 = 1 - at.cosine;
    return {b1 / 2, b1, b1 / 2, 1 + at.alpha, -2 * at.cosine, 1 - at.alpha};
  }
  static Biquad highpass(double corner_hz, double q) {
    const Angle at(corner_hz, q);
    const double b0 = (1 + at.cosine) / 2;
    return {b0, -2 * b0, b0, 1 + at.alpha, -2 * at.cosine, 1 - at.alpha};
  }
  /// A resonance of `gain_db`, which may be negative.
  static Biquad peak(double centre_hz, double q, double gain_db) {
    const Angle at(centre_hz, q);
    const double a = amplitude(gain_db / 2);
    return {1 + at.alpha * a, -2 * at.cosine, 1 - at.alpha * a,
            1 + at.alpha / a, -2 * at.cosine, 1 - at.alpha / a};
  }

  double operator()(double x) {
    const double y = b0_ * x + z1_;
    z1_ = b1_ * x - a1_ * y + z2_;
    z2_ = b2_ * x - a2_ * y;
    return y;
  }
  /// Other coefficients, with what is still sounding.
  void become(const Biquad& other) {
    const double z1 = z1_, z2 = z2_;
    *this = other;
    z1_ = z1;
    z2_ = z2;
  }
  /// Numbers next to zero are slow to compute with.
  void forget_traces() {
    constexpr double trace = 1e-25;
    if (std::abs(z1_) < trace && std::abs(z2_) < trace)
      z1_ = z2_ = 0;
  }
  double gain_at(double frequency_hz) const {
    const auto z =
        std::polar(1.0, -2 * std::numbers::pi * frequency_hz / rate_hz);
    return std::abs((b0_ + z * (b1_ + z * b2_)) / (1.0 + z * (a1_ + z * a2_)));
  }

 private:
  struct Angle {
    Angle(double frequency_hz, double q) {
      const double w = 2 * std::numbers::pi * frequency_hz / rate_hz;
      cosine = std::cos(w);
      alpha = std::sin(w) / (2 * q);
    }
    double cosine, alpha;
  };
  Biquad(double b0, double b1, double b2, double a0, double a1, double a2)
      : b0_(b0 / a0), b1_(b1 / a0), b2_(b2 / a0), a1_(a1 / a0), a2_(a2 / a0) {}

  double b0_, b1_, b2_, a1_, a2_;
  double z1_ = 0, z2_ = 0;
};

}  // namespace soundcheck::bench
