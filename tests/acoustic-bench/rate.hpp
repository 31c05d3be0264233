#pragma once

#include <cmath>
#include <numbers>

namespace soundcheck::bench {

constexpr unsigned rate_hz = 48000;

inline double amplitude(double db) {
  return std::pow(10.0, db / 20);
}

/// Levels are against the RMS of a full-scale sine, as those of tones are.
inline double rms(double dbfs) {
  return amplitude(dbfs) / std::numbers::sqrt2;
}

}  // namespace soundcheck::bench
