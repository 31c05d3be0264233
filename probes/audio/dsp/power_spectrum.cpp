#include "probes/audio/dsp/power_spectrum.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "probes/audio/dsp/decibel.hpp"
#include "probes/audio/dsp/fft.hpp"

namespace soundcheck::audio::dsp {

namespace {

constexpr std::size_t part = 8192;
/// Half overlapped Hann windows share 1/6 of their power: the variance of
/// their mean is 1 + 2/36 times that of as many independent ones (Welch 1967).
constexpr double overlap_variance = 1 + 2.0 / 36;
/// A Hann window spreads a bin over 1.5.
constexpr double bins_per_cell = 1.5;

std::vector<float> hann() {
  std::vector<float> window(part);
  for (std::size_t n = 0; n < part; ++n) {
    window[n] =
        static_cast<float>(0.5 - 0.5 * std::cos(2 * std::numbers::pi *
                                                static_cast<double>(n) / part));
  }
  return window;
}

double full_scale_dbfs(double mean_square) {
  return decibels(std::sqrt(2 * std::max(mean_square, 0.0)));
}

}  // namespace

PowerSpectrum measure_power_spectrum(std::span<const float> samples,
                                     double rate_hz) {
  PowerSpectrum out;
  if (samples.size() < part)
    return out;
  const auto window = hann();
  RealFft fft(part);
  std::vector<float> work(part);
  std::vector<std::complex<float>> spectrum(fft.bins());
  out.bin_hz = rate_hz / part;
  out.power.resize(fft.bins());
  double parts = 0;
  for (std::size_t at = 0; at + part <= samples.size(); at += part / 2) {
    for (std::size_t n = 0; n < part; ++n)
      work[n] = window[n] * samples[at + n];
    fft.forward(work, spectrum);
    for (std::size_t k = 0; k < out.power.size(); ++k)
      out.power[k] += static_cast<double>(std::norm(spectrum[k]));
    ++parts;
  }
  // Mean square of the window 3/8; both halves of the spectrum.
  const double scale = 2 / (parts * 0.375 * static_cast<double>(part) * part);
  for (auto& power : out.power)
    power *= scale;
  out.power.front() /= 2;
  out.power.back() /= 2;
  out.parts = parts / overlap_variance;
  return out;
}

double PowerSpectrum::mean_square(double low_hz, double high_hz) const {
  double sum = 0;
  for (std::size_t k = 0; k < power.size(); ++k) {
    const double f = static_cast<double>(k) * bin_hz;
    if (f >= low_hz && f < high_hz)
      sum += power[k];
  }
  return sum;
}

double PowerSpectrum::sigma_db(double low_hz, double high_hz) const {
  double sum = 0, squares = 0;
  for (std::size_t k = 0; k < power.size(); ++k) {
    const double f = static_cast<double>(k) * bin_hz;
    if (f < low_hz || f >= high_hz)
      continue;
    sum += power[k];
    squares += power[k] * power[k];
  }
  if (sum <= 0 || parts <= 0)
    return 100;
  return 10 / std::numbers::ln10 * std::sqrt(squares * bins_per_cell / parts) /
         sum;
}

double PowerSpectrum::density(double frequency_hz) const {
  if (power.size() < 2)
    return 0;
  const auto bin =
      std::min(power.size() - 1,
               static_cast<std::size_t>(std::lround(frequency_hz / bin_hz)));
  return power[bin] * static_cast<double>(power.size() - 1);
}

double a_weight(double frequency_hz) {
  const auto weight = [](double f) {
    const double f2 = f * f;
    const auto pole = [](double hz) { return hz * hz; };
    return pole(12194) * f2 * f2 /
           ((f2 + pole(20.6)) *
            std::sqrt((f2 + pole(107.7)) * (f2 + pole(737.9))) *
            (f2 + pole(12194)));
  };
  const double ratio = weight(frequency_hz) / weight(1000);
  return ratio * ratio;
}

double a_weighted_dbfs(const PowerSpectrum& spectrum) {
  double sum = 0;
  for (std::size_t k = 0; k < spectrum.power.size(); ++k)
    sum +=
        spectrum.power[k] * a_weight(static_cast<double>(k) * spectrum.bin_hz);
  return full_scale_dbfs(sum);
}

double band_dbfs(const PowerSpectrum& spectrum, double low_hz, double high_hz) {
  return full_scale_dbfs(spectrum.mean_square(low_hz, high_hz));
}

}  // namespace soundcheck::audio::dsp
