#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include "probes/audio/dsp/fft.hpp"
#include "probes/audio/dsp/sweep.hpp"

namespace soundcheck::audio::dsp {

/// From a recording to the response by lag, and back. The inverse of the sweep
/// is analytic (Novak 2015, see Sweep):
///   1/X(f) = 2 sqrt(f/L) exp(-j 2 pi f L (1 - ln(f/f1)) + j pi/4),
/// tapered at 0.8..1.1 f1 and at the last 2 % below half the rate. A perfect
/// wire gives one pulse of height about 1 at the lag of its delay. Harmonic n
/// gives its own response L ln n earlier, cyclically. Noise that the room adds
/// after the sweep has passed its frequency comes to positive lags.
class Deconvolution {
 public:
  explicit Deconvolution(const Sweep& sweep);

  const Sweep& sweep() const { return sweep_; }
  std::size_t size() const { return fft_.size(); }

  /// `recording` of up to size() samples is followed by silence; what is longer
  /// is cut. `response` has size() elements.
  void apply(std::span<const float> recording, std::span<float> response);

  /// What the microphone heard of these lags: convolved with the sweep again,
  /// without what is below `highpass_hz`. Both have size() elements.
  void undo(std::span<const float> response,
            double highpass_hz,
            std::span<float> recording);

  /// |1/X(f)|^2 as it is applied: what a recorded power spectrum is multiplied
  /// with.
  double power_gain(double frequency_hz) const;

  /// From one lag on for a stretch nothing of the sweep is left, only noise:
  /// after latency (0.35 s) and room (0.45 s), before the 60th harmonic. Empty
  /// when the recording is too short for it.
  struct Lags {
    std::size_t first = 0;
    std::size_t last = 0;  ///< one beyond
    std::size_t count() const { return last - first; }
  };
  Lags noise_lags() const;
  static constexpr double longest_latency_s = 0.35;
  static constexpr double longest_room_s = 0.45;
  static constexpr double highest_order = 60;

 private:
  Sweep sweep_;
  RealFft fft_;
  std::vector<std::complex<float>> inverse_;
  std::vector<std::complex<float>> spectrum_;
  std::vector<float> padded_;
};

}  // namespace soundcheck::audio::dsp
