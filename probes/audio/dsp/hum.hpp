#pragma once

#include <span>

namespace soundcheck::audio::dsp {

struct Hum {
  double excess_db = 0;     ///< strongest line over its neighbours
  double sigma_db = 0;      ///< by noise in line and neighbours
  double frequency_hz = 0;  ///< 50 or 60: what the lines are multiples of
  double level_dbfs = 0;    ///< of that line
};

/// How uncertain noise makes the excess of a line that stands so much above it.
double hum_sigma_db(double excess_db);

/// Lines of the mains: power at k 50 Hz and k 60 Hz, k = 1..3, over that of the
/// neighbours 4 to 16 Hz away. Both halves of the samples must show it, since a
/// voice passes through a line and the mains stays.
Hum measure_hum(std::span<const float> samples, double rate_hz);

}  // namespace soundcheck::audio::dsp
