#pragma once

#include <algorithm>
#include <cmath>

namespace soundcheck::audio::dsp {

/// Nothing a converter delivers is below this; also the level of silence.
constexpr double silence_dbfs = -200;

/// 20 log10 of an amplitude, never below silence_dbfs.
inline double decibels(double amplitude) {
  return 20 * std::log10(std::max(amplitude, 1e-10));
}

inline double amplitude(double decibels) {
  return std::pow(10.0, decibels / 20);
}

}  // namespace soundcheck::audio::dsp
