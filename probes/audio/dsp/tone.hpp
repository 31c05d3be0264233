#pragma once

#include <optional>
#include <span>

namespace soundcheck::audio::dsp {

/// A sine found, or not, in a stretch of samples. Levels are in dB against a
/// sine of full scale, as AES17 has them.
struct Tone {
  double level_dbfs = 0;
  /// Standard deviation of the level by noise near the tone:
  /// 20 / ln 10 / sqrt(2 SNR).
  double level_sigma_db = 0;
  /// Tone to noise in the analysis bandwidth, about 1.5 / duration.
  double snr_db = 0;
  /// Level that noise alone reaches in that bandwidth.
  double noise_in_band_dbfs = 0;
  double frequency_hz = 0;
  /// Second to tenth harmonic against the tone, without the noise's share.
  double thd_percent = 0;
  double thd_sigma_percent = 0;
  /// Everything but the tone and DC against the tone, up to half the rate.
  double thd_n_percent = 0;
  double dc = 0;  ///< share of full scale

  bool detected() const { return snr_db >= detection_snr_db; }

  /// With noise power averaged over eight neighbouring bins, noise alone passes
  /// this once in (1 + 10^1.5 / 8)^8 = 360 000 times (cell-averaging detector:
  /// H. M. Finn, R. S. Johnson, RCA Review 29 (1968) 414).
  static constexpr double detection_snr_db = 15;
};

/// Measures the tone that should be there. A Hann window keeps the tone's
/// leakage from its neighbours and harmonics (F. J. Harris, Proc. IEEE 66
/// (1978) 51: -31 dB, then 18 dB per octave). The frequency is refined from the
/// turn of phase between both halves, for player and recorder may run on two
/// crystals; up to 0.1 % is followed. Nothing when a sample is not finite or
/// there are less than 64.
std::optional<Tone> measure_tone(std::span<const float> samples,
                                 double rate_hz,
                                 double expected_hz);

/// What is there without the tone.
struct Noise {
  double level_dbfs = 0;  ///< RMS without DC, against a sine of full scale
  bool constant = true;   ///< each sample the same: no converter behind it
};

/// Nothing when a sample is not finite or there is none.
std::optional<Noise> measure_noise(std::span<const float> samples);

}  // namespace soundcheck::audio::dsp
