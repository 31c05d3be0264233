#include "probes/audio/dsp/tone.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "probes/audio/dsp/decibel.hpp"
#include "probes/audio/dsp/goertzel.hpp"

namespace soundcheck::audio::dsp {

namespace {

using std::numbers::pi;

constexpr double max_frequency_error = 1e-3;
constexpr int last_harmonic = 10;
/// In bins from a line; the window's leakage is below -85 dB there, and four
/// bins between neighbours make their noise independent.
constexpr std::array neighbour_bins = {20.0, 24.0, 28.0, 32.0};

bool all_finite(std::span<const float> samples) {
  return std::ranges::all_of(samples, [](float x) { return std::isfinite(x); });
}

double hann(std::size_t n, std::size_t size) {
  const double turn =
      (static_cast<double>(n) + 0.5) / static_cast<double>(size);
  return 0.5 - 0.5 * std::cos(2 * pi * turn);
}

/// A stretch under its window, without DC. The window sums to size / 2, so that
/// lines come out as amplitudes after division by a quarter of the size.
class Windowed {
 public:
  explicit Windowed(std::span<const float> samples)
      : window_(samples.size()), weighted_(samples.size()) {
    double sum = 0, weight = 0;
    for (std::size_t n = 0; n < samples.size(); ++n) {
      window_[n] = hann(n, samples.size());
      sum += window_[n] * static_cast<double>(samples[n]);
      weight += window_[n];
    }
    dc_ = sum / weight;
    for (std::size_t n = 0; n < samples.size(); ++n)
      weighted_[n] = window_[n] * (static_cast<double>(samples[n]) - dc_);
    scale_ = 2 / weight;
  }

  double dc() const { return dc_; }
  double weight(std::size_t n) const { return window_[n]; }

  /// Amplitude and phase, at the first sample, of the line at `w`.
  std::complex<double> line(double w) const {
    return scale_ * goertzel(weighted_, w);
  }
  double power(double w) const { return std::norm(line(w)); }

  /// Mean power of the neighbours at +-`bins` from `w`; tone excluded.
  template <std::size_t N>
  double noise_power(double w, const std::array<double, N>& bins) const {
    double sum = 0;
    for (const double distance : bins) {
      const double step = distance * 2 * pi / static_cast<double>(size());
      sum += power(std::abs(w - step)) + power(w + step);
    }
    // Silence is no reason to divide by zero.
    return std::max(sum / (2.0 * N), 1e-20);
  }
  std::size_t size() const { return weighted_.size(); }

 private:
  std::vector<double> window_;
  std::vector<double> weighted_;
  double dc_ = 0;
  double scale_ = 1;
};

/// The tone's own frequency: the phase of the second half against that of the
/// first, less the turns that the expected frequency makes in between.
double refine_frequency(std::span<const float> samples, double expected_w) {
  const auto half = samples.size() / 2;
  const Windowed first(samples.first(half)),
      second(samples.subspan(half, half));
  const double span = static_cast<double>(half);
  const double turn = std::arg(second.line(expected_w)) -
                      std::arg(first.line(expected_w)) - expected_w * span;
  const double error = std::remainder(turn, 2 * pi) / span;
  const bool plausible = std::abs(error) <= max_frequency_error * expected_w;
  return plausible ? expected_w + error : expected_w;
}

/// THD = sqrt(sum |H_k|^2 - noise) / |H_1|; the noise in each |H_k|^2 is taken
/// from its neighbours, and its scatter, 2 |H_k|^2 P + P^2, gives sigma.
void measure_harmonics(const Windowed& windowed, double w, Tone& tone) {
  const double tone_power = windowed.power(w);
  double power = 0, variance = 0;
  for (int k = 2; k <= last_harmonic && k * w < 0.95 * pi; ++k) {
    const double line = windowed.power(k * w);
    const double noise =
        windowed.noise_power(k * w, std::array{neighbour_bins[0]});
    power += line - noise;
    variance += 2 * line * noise + noise * noise;
  }
  const double sigma = std::sqrt(variance);
  const double thd = std::sqrt(std::max(power, 0.0) / tone_power);
  // For a sum about zero the root's derivative says nothing; then the root of
  // sigma itself is how far it reaches.
  const double derived = power > 0 ? sigma / (2 * thd * tone_power) : 1e9;
  const double reach = std::sqrt(sigma / tone_power);
  tone.thd_percent = 100 * thd;
  tone.thd_sigma_percent = 100 * std::min(derived, reach);
}

/// Takes the fitted tone away and looks at what is left, under the window.
double residual_percent(std::span<const float> samples,
                        const Windowed& windowed,
                        double w) {
  const auto line = windowed.line(w);
  const auto turn = std::polar(1.0, w);
  auto phasor = line;
  double sum = 0, weight = 0;
  for (std::size_t n = 0; n < samples.size(); ++n) {
    const double rest =
        static_cast<double>(samples[n]) - windowed.dc() - phasor.real();
    sum += windowed.weight(n) * rest * rest;
    weight += windowed.weight(n);
    phasor *= turn;
  }
  return 100 * std::sqrt(2 * sum / weight) / std::max(std::abs(line), 1e-10);
}

}  // namespace

std::optional<Tone> measure_tone(std::span<const float> samples,
                                 double rate_hz,
                                 double expected_hz) {
  if (samples.size() < 64 || !all_finite(samples))
    return std::nullopt;
  const double expected_w = 2 * pi * expected_hz / rate_hz;
  const double w = refine_frequency(samples, expected_w);
  const Windowed windowed(samples);
  const double power = std::max(windowed.power(w), 1e-20);
  const double noise = windowed.noise_power(w, neighbour_bins);
  Tone tone;
  tone.level_dbfs = decibels(std::sqrt(power));
  tone.noise_in_band_dbfs = decibels(std::sqrt(noise));
  tone.snr_db = tone.level_dbfs - tone.noise_in_band_dbfs;
  tone.level_sigma_db = 20 / std::numbers::ln10 / std::sqrt(2 * power / noise);
  tone.frequency_hz = w * rate_hz / (2 * pi);
  tone.dc = windowed.dc();
  if (tone.detected()) {
    measure_harmonics(windowed, w, tone);
    tone.thd_n_percent = residual_percent(samples, windowed, w);
  }
  return tone;
}

std::optional<Noise> measure_noise(std::span<const float> samples) {
  if (samples.empty() || !all_finite(samples))
    return std::nullopt;
  double mean = 0;
  for (const float x : samples)
    mean += static_cast<double>(x);
  mean /= static_cast<double>(samples.size());
  double power = 0;
  bool constant = true;
  for (const float x : samples) {
    const double rest = static_cast<double>(x) - mean;
    power += rest * rest;
    constant = constant && x == samples.front();
  }
  Noise noise;
  // A full-scale sine has the mean square 1/2.
  noise.level_dbfs =
      decibels(std::sqrt(2 * power / static_cast<double>(samples.size())));
  noise.constant = constant;
  return noise;
}

}  // namespace soundcheck::audio::dsp
