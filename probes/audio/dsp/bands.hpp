#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace soundcheck::audio::dsp {

/// Third octaves from 200 Hz to 16 kHz around 1 kHz, base two (IEC 61260-1,
/// from memory: its base-ten centres differ by at most 0.5 %).
constexpr std::size_t band_count = 20;
constexpr std::ptrdiff_t band_of_1_khz = 7;

inline double band_centre_hz(std::size_t band) {
  return 1000 * std::exp2((static_cast<double>(band) - band_of_1_khz) / 3);
}
inline double band_low_hz(std::size_t band) {
  return band_centre_hz(band) * std::exp2(-1.0 / 6);
}
inline double band_high_hz(std::size_t band) {
  return band_centre_hz(band) * std::exp2(1.0 / 6);
}

/// How many bands have their upper edge below 0.45 of the rate.
inline std::size_t bands_at(double rate_hz) {
  std::size_t bands = 0;
  while (bands < band_count && band_high_hz(bands) < 0.45 * rate_hz)
    ++bands;
  return bands;
}

template <class T>
using PerBand = std::array<T, band_count>;

}  // namespace soundcheck::audio::dsp
