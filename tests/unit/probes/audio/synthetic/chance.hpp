#pragma once

#include <cmath>
#include <complex>
#include <cstdint>
#include <numbers>

namespace soundcheck::synthetic {

/// Random numbers that are the same on every machine and quick enough for
/// thousands of recordings (xorshift64*, S. Vigna, ACM TOMS 42 (2016) 30).
class Chance {
 public:
  explicit Chance(std::uint64_t seed)
      : state_(seed * 0x9e3779b97f4a7c15U + 0x1234567U) {
    for (int i = 0; i < 8; ++i)
      next();
  }

  double uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }
  double uniform(double low, double high) {
    return low + (high - low) * uniform();
  }
  /// Two independent normal numbers (Box and Muller).
  std::complex<double> normals() {
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return std::polar(radius, 2 * std::numbers::pi * uniform());
  }
  double normal() { return normals().real(); }

 private:
  std::uint64_t next() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return state_ * 0x2545f4914f6cdd1dU;
  }
  std::uint64_t state_;
};

}  // namespace soundcheck::synthetic
