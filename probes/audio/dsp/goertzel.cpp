#include "probes/audio/dsp/goertzel.hpp"

#include <cmath>

namespace soundcheck::audio::dsp {

std::complex<double> goertzel(std::span<const double> samples, double w) {
  if (samples.empty())
    return 0;
  const double c = 2 * std::cos(w);
  double s1 = 0, s2 = 0;
  for (const double x : samples) {
    const double s0 = x + c * s1 - s2;
    s2 = s1;
    s1 = s0;
  }
  // s1 - exp(-jw) s2 is the sum with its phase counted from the last sample.
  const std::complex<double> from_end = s1 - std::polar(1.0, -w) * s2;
  return from_end *
         std::polar(1.0, -w * static_cast<double>(samples.size() - 1));
}

}  // namespace soundcheck::audio::dsp
