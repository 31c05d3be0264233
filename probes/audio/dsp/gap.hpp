#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include "probes/audio/dsp/power_spectrum.hpp"
#include "probes/audio/dsp/sweep.hpp"

namespace soundcheck::audio::dsp {

/// A moment in which the sweep cannot be heard, between two in which it can.
struct Gap {
  double at_s = 0;     ///< after the sweep's start
  double seconds = 0;  ///< 0 = there is none
};

/// Looks for short gaps that take no time away, so that what follows arrives as
/// it should: a buffer that was silent, a packet that was lost.
///
/// The recording times the sweep's phase turned back, averaged over 2 ms (two
/// periods where those are longer), leaves what goes with the sweep and little
/// else; white noise of variance V leaves 2 sqrt(V / samples) of itself.
class GapFinder {
 public:
  /// `bin_hz` of the spectra to come.
  GapFinder(const Sweep& sweep, double bin_hz);

  /// One microphone. `response` is what it is expected to hear at each
  /// frequency, up to a factor that all have in common; `noise` as in the quiet
  /// listen.
  void add(std::span<const float> recording,
           std::ptrdiff_t lag,
           std::span<const std::complex<float>> response,
           const PowerSpectrum& noise);

  /// The longest gap that most of the microphones share; forgets them.
  Gap find();

  /// Shorter ones are not told from an echo that cancels the sound.
  static constexpr double shortest_s = 0.003;

 private:
  double time_of(std::size_t step) const;
  double window_s(std::size_t step) const;
  double expected(std::size_t step,
                  std::span<const std::complex<float>> response,
                  const PowerSpectrum& noise) const;
  std::vector<float> heard_share() const;

  const Sweep& sweep_;
  double bin_hz_;
  double first_s_;  ///< when the first step is
  std::size_t steps_ = 0;
  std::vector<std::complex<float>> turned_back_;
  std::vector<std::vector<float>> microphones_;  ///< per step; NaN = too noisy
};

}  // namespace soundcheck::audio::dsp
