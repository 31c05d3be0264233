#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include "probes/audio/dsp/bands.hpp"
#include "probes/audio/dsp/fft.hpp"

namespace soundcheck::audio::dsp {

using Spectrum = std::vector<std::complex<float>>;

/// Cuts -1.5 .. +12 ms around a lag out of a response: the direct sound without
/// most of the room. Its length bounds what can be told apart: 1 / 13.5 ms =
/// 74 Hz, so levels are honest from 200 Hz on. Edges are raised cosines, 0.5 ms
/// before and 4 ms behind. Levels are taken through a narrower window within
/// it, whose edge behind is 8 ms: it holds less noise and less of the room, and
/// what it leaves out of the direct sound it leaves out of a healthy device's,
/// too. Of distortion it would leave out another share than of the fundamental.
class Gate {
 public:
  explicit Gate(double rate_hz);

  double rate_hz() const { return rate_hz_; }
  std::size_t length() const { return window_.size(); }
  std::size_t before() const { return before_; }
  std::size_t bins() const { return fft_.bins(); }
  std::size_t fft_size() const { return fft_.size(); }
  double bin_hz() const { return rate_hz_ / static_cast<double>(fft_.size()); }
  double window_energy() const { return window_energy_; }

  /// Bands whose upper edge is below 0.45 of the rate.
  std::size_t bands() const { return bands_; }
  /// Independent values in a band of level_powers(): 1 / mean |R(f - f')|^2, R
  /// the normalised spectrum of the squared window; about bandwidth times gate,
  /// at least 1.
  double cells(std::size_t band) const { return cells_[band]; }

  /// The gate's samples around `lag`, cyclic, windowed; `cut` has length().
  void cut(std::span<const float> response,
           std::ptrdiff_t lag,
           std::span<float> cut) const;
  /// Spectrum of samples that were cut.
  void spectrum(std::span<const float> cut, std::span<std::complex<float>> out);
  /// Both at once.
  void spectrum_at(std::span<const float> response,
                   std::ptrdiff_t lag,
                   std::span<std::complex<float>> out);

  /// Mean power of the bins between two frequencies, at least one bin.
  double mean_power(std::span<const std::complex<float>> spectrum,
                    double low_hz,
                    double high_hz) const;
  PerBand<double> band_powers(
      std::span<const std::complex<float>> spectrum) const;
  /// Of samples that were cut, through the narrower window.
  PerBand<double> level_powers(std::span<const float> cut);
  /// Noise in level_powers() against that in band_powers().
  double level_noise() const { return level_noise_; }

 private:
  void count_cells();

  double rate_hz_;
  std::size_t before_;
  std::vector<float> window_;
  std::vector<float> narrower_;  ///< narrower window over the window
  double window_energy_ = 0;
  double level_noise_ = 0;
  RealFft fft_;
  std::vector<float> padded_;
  Spectrum level_spectrum_;
  std::size_t bands_ = 0;
  PerBand<double> cells_{};
};

}  // namespace soundcheck::audio::dsp
