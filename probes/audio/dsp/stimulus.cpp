#include "probes/audio/dsp/stimulus.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "probes/audio/dsp/decibel.hpp"

namespace soundcheck::audio::dsp {

using std::numbers::pi;

std::vector<float> make_tone_burst(const ToneBurst& burst) {
  const double rate = burst.rate_hz;
  const auto before = std::lround(burst.silence_before_s * rate);
  const auto length = std::lround(burst.tone_s * rate);
  const double fade = std::clamp(
      burst.fade_s * rate, 1.0, std::max(1.0, static_cast<double>(length) / 2));
  const double peak = amplitude(burst.level_dbfs);
  std::vector<float> samples(static_cast<std::size_t>(before + length));
  for (long n = 0; n < length; ++n) {
    const auto to_end = static_cast<double>(std::min(n, length - 1 - n));
    const double ramp =
        to_end < fade ? 0.5 - 0.5 * std::cos(pi * to_end / fade) : 1;
    const double phase =
        2 * pi * burst.frequency_hz * static_cast<double>(n) / rate;
    samples[static_cast<std::size_t>(before + n)] =
        static_cast<float>(peak * ramp * std::sin(phase));
  }
  return samples;
}

}  // namespace soundcheck::audio::dsp
