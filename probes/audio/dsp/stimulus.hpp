#pragma once

#include <vector>

namespace soundcheck::audio::dsp {

/// A sine between two silences.
struct ToneBurst {
  unsigned rate_hz = 48000;
  double frequency_hz = 1000;
  double level_dbfs = -20;  ///< against a sine of full scale
  double silence_before_s = 0;
  double tone_s = 1;
  /// Raised-cosine ramps at both ends, part of tone_s: without them the steps
  /// would click through the whole spectrum.
  double fade_s = 0.02;
};

std::vector<float> make_tone_burst(const ToneBurst& burst);

}  // namespace soundcheck::audio::dsp
