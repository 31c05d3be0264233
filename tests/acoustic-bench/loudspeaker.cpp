#include "tests/acoustic-bench/loudspeaker.hpp"

#include <cassert>
#include <cmath>

namespace soundcheck::bench {

namespace {

constexpr double quality = 0.9;
constexpr double lowpass_quality = 0.7;

Biquad healthy_highpass() {
  return Biquad::highpass(Faults().speaker_highpass_hz, quality);
}

Biquad healthy_lowpass() {
  return Biquad::lowpass(Faults().speaker_lowpass_hz, lowpass_quality);
}

Biquad healthy_breakup() {
  return Biquad::peak(3200, 2.8, 1.9);
}

Biquad healthy_second_breakup() {
  return Biquad::peak(6500, 4.2, -3.1);
}

}  // namespace

Loudspeaker::Loudspeaker()
    : excursion_(Biquad::lowpass(resonance_hz, quality)),
      highpass_(healthy_highpass()),
      lowpass_(healthy_lowpass()),
      breakup_(healthy_breakup()),
      second_breakup_(healthy_second_breakup()),
      coil_(3700, 0.0008),
      part_(5200, 0.0005) {}

double Loudspeaker::gain_at(double frequency_hz) {
  return healthy_highpass().gain_at(frequency_hz) *
         healthy_lowpass().gain_at(frequency_hz) *
         healthy_breakup().gain_at(frequency_hz) *
         healthy_second_breakup().gain_at(frequency_hz);
}

/// The coil leaves the field: Bl(x) falls to both sides, to one faster.
/// Positive at any excursion, however loud it gets.
double Loudspeaker::driven(double signal,
                           double excursion,
                           const Faults& faults) const {
  const double m = faults.speaker_motor;
  return signal / (1 + m * (0.04 * excursion + 0.02 * excursion * excursion));
}

double Loudspeaker::noises(std::int64_t time,
                           double excursion,
                           const Faults& faults) {
  constexpr double touches = 0.75;
  constexpr double shakes = 0.6;
  if (faults.rub > 0 && excursion >= touches && excursion_before_ < touches) {
    const double age = (excursion - touches) / (excursion - excursion_before_);
    coil_.strike(faults.rub * rated, age);
  }
  if (faults.rattle > 0 && std::abs(excursion) > shakes) {
    // 190 times a second while it shakes, no two alike.
    const Chance chance(0, 0x7261);
    if (chance.uniform(2 * time, 0, 1) < 0.004) {
      part_.strike(faults.rattle * rated * chance.uniform(2 * time + 1, 0.2, 1),
                   0);
    }
  }
  excursion_before_ = excursion;
  return coil_.next() + part_.next();
}

void Loudspeaker::move(std::int64_t time,
                       std::span<const float> played,
                       const Mixer& mixer,
                       const Faults& faults,
                       std::span<float> sound) {
  assert(sound.size() >= played.size());
  const double volume = faults.speaker_mute
                            ? 0
                            : mixer.gain() * amplitude(faults.speaker_gain_db);
  const auto gain =
      static_cast<float>(faults.speaker_inverted ? -volume : volume);
  highpass_.become(Biquad::highpass(faults.speaker_highpass_hz, quality));
  lowpass_.become(Biquad::lowpass(faults.speaker_lowpass_hz, lowpass_quality));
  for (std::size_t n = 0; n < played.size(); ++n, ++time) {
    const double signal =
        static_cast<double>(amplifier_(gain * played[n], faults.clip));
    const double excursion = excursion_(signal) / rated;
    const double force = driven(signal, excursion, faults);
    const double cone = second_breakup_(breakup_(lowpass_(highpass_(force))));
    const double out = cone + noises(time, excursion, faults);
    // Silence is told by zeros, and traces of a sound are slow to compute with.
    sound[n] = std::abs(out) < 1e-15 ? 0 : static_cast<float>(out);
  }
  for (auto* filter :
       {&excursion_, &highpass_, &lowpass_, &breakup_, &second_breakup_})
    filter->forget_traces();
}

}  // namespace soundcheck::bench
