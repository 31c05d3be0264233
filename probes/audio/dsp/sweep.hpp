#pragma once

#include <cstddef>
#include <vector>

namespace soundcheck::audio::dsp {

struct SweepPlan {
  double rate_hz = 48000;
  double first_hz = 100;
  double last_hz = 20000;  ///< at most 0.45 of the rate is played
  double seconds = 1.5;
  double level_dbfs = -20;  ///< amplitude, against a sine of full scale
  double fade_in_s = 0.02;
  double fade_out_s = 0.002;

  friend bool operator==(const SweepPlan&, const SweepPlan&) = default;
};

/// Synchronized exponential sweep (A. Novak, P. Lotton, L. Simon, "Synchronized
/// swept-sine", J. Audio Eng. Soc. 63 (2015) 786):
///   x(t) = A sin(2 pi f1 L e^(t/L)),  L = T / ln(f2/f1),  f1 L whole,
/// so that it starts at phase zero and its harmonics are copies of it, earlier
/// by L ln n (A. Farina, 108th AES Convention (2000) 5093). That f1 L is whole
/// shortens or stretches T a little.
class Sweep {
 public:
  explicit Sweep(const SweepPlan& plan);

  const SweepPlan& plan() const { return plan_; }
  double last_hz() const { return last_hz_; }
  double amplitude() const { return amplitude_; }
  double growth_s() const { return growth_s_; }  ///< L
  double seconds() const { return seconds_; }    ///< T as it came out
  /// Samples to record, a power of two: the sweep and 0.75 s for latency, room
  /// and a quiet end.
  std::size_t recorded() const { return recorded_; }

  std::vector<float> samples() const;

  double time_of(double frequency_hz) const;  ///< seconds after the start
  double frequency_at(double time_s) const;
  /// How long before the linear response harmonic `order` arrives.
  double lead_s(double order) const;

 private:
  SweepPlan plan_;
  double last_hz_;
  double amplitude_;
  double growth_s_;
  double seconds_;
  std::size_t recorded_;
};

}  // namespace soundcheck::audio::dsp
