#include "probes/audio/dsp/gate.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <functional>
#include <numbers>

namespace soundcheck::audio::dsp {

namespace {

constexpr double before_s = 0.0015, after_s = 0.012;
constexpr double rise_s = 0.0005, fall_s = 0.004, level_fall_s = 0.008;
/// Bins at most so far apart as the narrowest band, 46 Hz, has four of them.
constexpr double widest_bin_hz = 12;

double raised_cosine(double share) {
  return 0.5 - 0.5 * std::cos(std::numbers::pi * std::clamp(share, 0.0, 1.0));
}

std::size_t samples(double seconds, double rate_hz) {
  return static_cast<std::size_t>(std::lround(seconds * rate_hz));
}

std::vector<float> make_window(double rate_hz) {
  const auto length = samples(before_s, rate_hz) + samples(after_s, rate_hz);
  std::vector<float> window(length);
  for (std::size_t n = 0; n < length; ++n) {
    const double from_start = static_cast<double>(n) / rate_hz;
    const double to_end = static_cast<double>(length - n) / rate_hz;
    window[n] = static_cast<float>(raised_cosine(from_start / rise_s) *
                                   raised_cosine(to_end / fall_s));
  }
  return window;
}

std::vector<float> make_narrower(std::size_t length, double rate_hz) {
  std::vector<float> share(length);
  for (std::size_t n = 0; n < length; ++n) {
    const double to_end = static_cast<double>(length - n) / rate_hz;
    share[n] = static_cast<float>(raised_cosine(to_end / level_fall_s) /
                                  raised_cosine(to_end / fall_s));
  }
  return share;
}

}  // namespace

Gate::Gate(double rate_hz)
    : rate_hz_(rate_hz),
      before_(samples(before_s, rate_hz)),
      window_(make_window(rate_hz)),
      narrower_(make_narrower(window_.size(), rate_hz)),
      fft_(std::bit_ceil(static_cast<std::size_t>(rate_hz / widest_bin_hz))),
      padded_(fft_.size()),
      level_spectrum_(fft_.bins()) {
  double level_energy = 0;
  for (std::size_t n = 0; n < window_.size(); ++n) {
    const double w = window_[n];
    const double narrower = w * static_cast<double>(narrower_[n]);
    window_energy_ += w * w;
    level_energy += narrower * narrower;
  }
  level_noise_ = level_energy / window_energy_;
  bands_ = bands_at(rate_hz);
  count_cells();
}

void Gate::count_cells() {
  Spectrum squared(bins());
  std::vector<float> window(fft_.size());
  std::transform(
      window_.begin(), window_.end(), narrower_.begin(), window.begin(),
      [](float w, float narrower) { return w * narrower * w * narrower; });
  fft_.forward(window, squared);
  const double whole = std::norm(squared[0]);
  for (std::size_t band = 0; band < bands_; ++band) {
    const auto count = static_cast<std::size_t>(std::max(
        1.0, std::round((band_high_hz(band) - band_low_hz(band)) / bin_hz())));
    double sum = static_cast<double>(count);
    for (std::size_t apart = 1; apart < count; ++apart) {
      sum += 2 * static_cast<double>(count - apart) *
             static_cast<double>(std::norm(squared[apart])) / whole;
    }
    cells_[band] = static_cast<double>(count * count) / sum;
  }
}

void Gate::cut(std::span<const float> response,
               std::ptrdiff_t lag,
               std::span<float> cut) const {
  assert(cut.size() == length());
  const auto size = static_cast<std::ptrdiff_t>(response.size());
  auto at = (lag - static_cast<std::ptrdiff_t>(before_)) % size;
  if (at < 0)
    at += size;
  for (std::size_t n = 0; n < window_.size(); ++n) {
    cut[n] = window_[n] * response[static_cast<std::size_t>(at)];
    if (++at == size)
      at = 0;
  }
}

void Gate::spectrum(std::span<const float> cut,
                    std::span<std::complex<float>> out) {
  std::copy(cut.begin(), cut.end(), padded_.begin());
  fft_.forward(padded_, out);
}

void Gate::spectrum_at(std::span<const float> response,
                       std::ptrdiff_t lag,
                       std::span<std::complex<float>> out) {
  cut(response, lag, std::span(padded_).first(length()));
  fft_.forward(padded_, out);
}

double Gate::mean_power(std::span<const std::complex<float>> spectrum,
                        double low_hz,
                        double high_hz) const {
  const auto first = static_cast<std::size_t>(std::ceil(low_hz / bin_hz()));
  const auto last =
      std::min(bins(), std::max(first + 1, static_cast<std::size_t>(
                                               std::ceil(high_hz / bin_hz()))));
  double sum = 0;
  for (auto k = first; k < last; ++k)
    sum += static_cast<double>(std::norm(spectrum[k]));
  return last > first ? sum / static_cast<double>(last - first) : 0;
}

PerBand<double> Gate::band_powers(
    std::span<const std::complex<float>> spectrum) const {
  PerBand<double> powers{};
  for (std::size_t band = 0; band < bands_; ++band)
    powers[band] = mean_power(spectrum, band_low_hz(band), band_high_hz(band));
  return powers;
}

PerBand<double> Gate::level_powers(std::span<const float> cut) {
  assert(cut.size() == length());
  std::transform(cut.begin(), cut.end(), narrower_.begin(), padded_.begin(),
                 std::multiplies<>());
  fft_.forward(padded_, level_spectrum_);
  return band_powers(level_spectrum_);
}

}  // namespace soundcheck::audio::dsp
