#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "probes/audio/dsp/gate.hpp"
#include "probes/audio/dsp/sweep.hpp"

namespace soundcheck::audio::dsp {

/// One microphone's response against a reference of the same microphone.
struct CrossSpectrum {
  Spectrum cross;          ///< H(f) conj(reference(f)), per bin of the gate
  std::vector<float> snr;  ///< power, of both together, 0 = leave out
};

CrossSpectrum make_cross(std::span<const std::complex<float>> response,
                         std::span<const float> noise_power,
                         std::span<const std::complex<float>> reference);

struct DelayFit {
  double delay_s = 0;  ///< later than the reference, between both gates
  double sigma_s = 0;
  int polarity = 1;      ///< -1 when turned over
  double coherence = 0;  ///< 1 = every frequency agrees
};

struct TimingFit {
  std::vector<DelayFit> microphones;
  double ppm = 0;  ///< the recorder's clock slower by so much than at reference
  double sigma_ppm = 0;
  double coherence = 0;  ///< mean of the microphones'
};

/// Delay tau per microphone and clock ratio eps common to all, by the phase
///   phi(f) = -2 pi f tau - 2 pi eps L f ln(f/f1)
/// (H. Gamper, HSCMA 2017, on drift in impulse responses that were measured
/// with sweeps): eps first by search over +-1000 ppm at 0.4..3 kHz, maximising
/// coherence over the delay; then both by weighted least squares up to 14 kHz.
/// The phase of a bin varies by 1/(2 SNR).
class TimingFitter {
 public:
  TimingFitter(const Sweep& sweep, const Gate& gate);

  TimingFit fit(std::span<const CrossSpectrum> microphones, bool with_drift);

 private:
  struct Start {
    double delay_s = 0;
    int polarity = 1;
    double height = 0;  ///< of the coherent sum's peak, 0..1
  };
  /// Of a weighted least-squares fit y = a tau + b eps.
  struct Sums {
    double aa = 0, ab = 0, bb = 0, ay = 0, by = 0;
    double spread = 0;  ///< for the variance of tau
  };
  Sums sums_of(const CrossSpectrum& microphone,
               const DelayFit& delay,
               double drift,
               double high_hz) const;
  Start search_delay(const CrossSpectrum& microphone, double drift);
  double search_drift(std::span<const CrossSpectrum> microphones);
  void refine(std::span<const CrossSpectrum> microphones,
              double high_hz,
              bool with_drift,
              TimingFit& fit) const;
  double coherence(const CrossSpectrum& microphone,
                   const DelayFit& delay,
                   double drift) const;
  double drift_turn(double frequency_hz) const;

  double bin_hz_;
  double growth_s_;
  double first_hz_;
  double highest_hz_;
  double bins_per_cell_;
  RealFft search_;
  Spectrum spectrum_;
  std::vector<float> correlation_;
};

}  // namespace soundcheck::audio::dsp
