#pragma once

#include <complex>
#include <vector>

#include "probes/audio/dsp/fft.hpp"
#include "probes/audio/dsp/sweep.hpp"
#include "tests/unit/probes/audio/synthetic/chance.hpp"
#include "tests/unit/probes/audio/synthetic/device.hpp"

namespace soundcheck::synthetic {

using Spectrum = std::vector<std::complex<float>>;

/// 2nd-order sections at one frequency.
std::complex<double> highpass(double frequency_hz, double corner_hz, double q);
std::complex<double> lowpass(double frequency_hz, double corner_hz, double q);

/// Amplifier and loudspeaker, block-wise over the spectrum and so cyclic in
/// time: clipping four times oversampled, a motor that excursion weakens, a
/// 2nd-order high-pass, two break-ups, rub and rattle by excursion.
class Loudspeaker {
 public:
  Loudspeaker(std::size_t size, double rate_hz);

  /// Sound pressure of `stimulus`, delayed by the device's latency, as a
  /// spectrum of `size` samples at the recorder's clock.
  Spectrum play(const std::vector<float>& stimulus,
                double amplitude,
                const Device& device,
                Chance& chance);
  /// The linear part alone.
  std::complex<double> linear(double frequency_hz, const Device& device) const;

 private:
  void clip(std::vector<float>& samples, double limit);
  void add_clicks(std::vector<float>& pressure,
                  const std::vector<float>& excursion,
                  double amplitude,
                  const Device& device,
                  Chance& chance) const;
  std::vector<float> at_other_clock(const std::vector<float>& samples,
                                    double ratio) const;

  double rate_hz_;
  audio::dsp::RealFft fft_;
};

}  // namespace soundcheck::synthetic
