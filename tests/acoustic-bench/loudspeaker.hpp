#pragma once

#include <complex>
#include <cstdint>
#include <span>

#include "tests/acoustic-bench/amplifier.hpp"
#include "tests/acoustic-bench/biquad.hpp"
#include "tests/acoustic-bench/faults.hpp"
#include "tests/acoustic-bench/mixer.hpp"
#include "tests/acoustic-bench/noise.hpp"

namespace soundcheck::bench {

/// A decaying sine that can be struck at any time, between samples too.
class Ringing {
 public:
  Ringing(double frequency_hz, double decay_s)
      : step_(std::polar(std::exp(-1 / (decay_s * rate_hz)),
                         2 * std::numbers::pi * frequency_hz / rate_hz)) {}

  /// `age` samples before the next one.
  void strike(double strength, double age) {
    state_ += strength * std::pow(step_, age);
  }
  double next() {
    const double now = state_.imag();
    // Numbers next to zero are slow to compute with.
    state_ = std::norm(state_) < 1e-30 ? 0 : state_ * step_;
    return now;
  }

 private:
  std::complex<double> step_;
  std::complex<double> state_;
};

/// Amplifier and loudspeaker, from samples at the converter to the sound that
/// leaves the cone: a high-pass of second order, a motor whose force depends on
/// the excursion (about 1.5 % of distortion near the resonance at rated level),
/// two break-up resonances. Remembers what it played: give it all samples in
/// order. What it remembers fades within `memory` samples.
class Loudspeaker {
 public:
  static constexpr std::size_t memory = 8192;
  static constexpr std::size_t delay = Amplifier::delay;
  /// Amplitude of a low tone after the volume at which the excursion is 1: that
  /// of the self-test, -20 dBFS at the default volume. A rubbing coil touches
  /// at an excursion of 0.75, a loose part rattles from 0.6 on.
  static constexpr double rated = 0.0316;
  static constexpr double resonance_hz = 170;

  Loudspeaker();

  /// The sound of the samples from `time` on. `time` decides when rattles come.
  void move(std::int64_t time,
            std::span<const float> played,
            const Mixer& mixer,
            const Faults& faults,
            std::span<float> sound);

  /// Of a healthy one, small signals.
  static double gain_at(double frequency_hz);

 private:
  double driven(double signal, double excursion, const Faults& faults) const;
  double noises(std::int64_t time, double excursion, const Faults& faults);

  Amplifier amplifier_;
  Biquad excursion_;
  Biquad highpass_;
  Biquad lowpass_;
  Biquad breakup_;
  Biquad second_breakup_;
  double excursion_before_ = 0;
  Ringing coil_;
  Ringing part_;
};

}  // namespace soundcheck::bench
