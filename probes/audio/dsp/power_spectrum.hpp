#pragma once

#include <span>
#include <vector>

namespace soundcheck::audio::dsp {

/// Averaged periodogram (P. D. Welch, IEEE Trans. AU-15 (1967) 70): Hann
/// window, parts of 8192 samples, half overlapped.
struct PowerSpectrum {
  double bin_hz = 0;
  /// Mean square per bin: their sum is the mean square of the samples.
  std::vector<double> power;
  double parts = 0;  ///< independent ones

  double mean_square(double low_hz, double high_hz) const;
  /// Of that mean square in dB, by how many cells it is made of.
  double sigma_db(double low_hz, double high_hz) const;
  /// Variance of white noise of this density at one frequency: mean square
  /// per bin times the bins up to half the rate.
  double density(double frequency_hz) const;
};

/// Empty when there are less than 8192 samples.
PowerSpectrum measure_power_spectrum(std::span<const float> samples,
                                     double rate_hz);

/// A-weighting of power (IEC 61672-1, formula from memory: poles at 20.6,
/// 107.7, 737.9 and 12194 Hz, 0 dB at 1 kHz).
double a_weight(double frequency_hz);

/// RMS through the A-weighting, against a sine of full scale.
double a_weighted_dbfs(const PowerSpectrum& spectrum);
double band_dbfs(const PowerSpectrum& spectrum, double low_hz, double high_hz);

}  // namespace soundcheck::audio::dsp
