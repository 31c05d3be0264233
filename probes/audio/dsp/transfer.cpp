#include "probes/audio/dsp/transfer.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace soundcheck::audio::dsp {

namespace {

constexpr std::size_t part = 16384;
constexpr std::size_t least_parts = 8;
constexpr double overlap_variance = 1 + 2.0 / 36;  // as in PowerSpectrum
/// Playback with less than this of its strongest frequency says nothing.
constexpr double least_share = 1e-8;

struct Sums {
  std::vector<double> xx, yy;
  std::vector<std::complex<double>> xy;
  double parts = 0;
};

Sums accumulate(std::span<const float> played,
                std::span<const float> heard,
                std::size_t lag) {
  RealFft fft(part);
  std::vector<float> window(part), work(part);
  for (std::size_t n = 0; n < part; ++n)
    window[n] =
        static_cast<float>(0.5 - 0.5 * std::cos(2 * std::numbers::pi *
                                                static_cast<double>(n) / part));
  Spectrum x(fft.bins()), y(fft.bins());
  Sums sums{std::vector<double>(fft.bins()), std::vector<double>(fft.bins()),
            std::vector<std::complex<double>>(fft.bins()), 0};
  for (std::size_t at = 0;
       at + part <= played.size() && at + lag + part <= heard.size();
       at += part / 2) {
    for (std::size_t n = 0; n < part; ++n)
      work[n] = window[n] * played[at + n];
    fft.forward(work, x);
    for (std::size_t n = 0; n < part; ++n)
      work[n] = window[n] * heard[at + lag + n];
    fft.forward(work, y);
    for (std::size_t k = 0; k < fft.bins(); ++k) {
      sums.xx[k] += static_cast<double>(std::norm(x[k]));
      sums.yy[k] += static_cast<double>(std::norm(y[k]));
      sums.xy[k] += std::complex<double>(std::conj(x[k]) * y[k]);
    }
    ++sums.parts;
  }
  return sums;
}

/// Noise power that H1 has at each frequency, and H1 itself.
void divide(const Sums& sums, Spectrum& h, std::vector<double>& noise) {
  const double strongest = *std::max_element(sums.xx.begin(), sums.xx.end());
  const double parts = sums.parts / overlap_variance;
  for (std::size_t k = 0; k < h.size(); ++k) {
    if (sums.xx[k] <= least_share * strongest || sums.yy[k] <= 0)
      continue;
    const auto h1 = sums.xy[k] / sums.xx[k];
    const double coherence = std::norm(sums.xy[k]) / (sums.xx[k] * sums.yy[k]);
    h[k] = std::complex<float>(h1);
    // Coherence of noise alone is 1/parts, not zero.
    const double free = std::min(0.999999, std::max(coherence, 1 / parts));
    noise[k] = std::norm(h1) * (1 - free) / (free * parts);
  }
}

void fill_noise(const std::vector<double>& noise,
                const Gate& gate,
                NoiseFloor& out) {
  // In the impulse response the noise is spread evenly; the gate's share is
  // its energy over the part's length. A spectrum of the gate has it times
  // the part's length again.
  const double share = gate.window_energy() / static_cast<double>(part);
  const double bins_per_bin = static_cast<double>(noise.size() - 1) /
                              static_cast<double>(gate.bins() - 1);
  out.power.resize(gate.bins());
  out.gates = 1;
  for (std::size_t k = 0; k < out.power.size(); ++k) {
    const auto reach =
        std::max(bins_per_bin * 2, bins_per_bin * static_cast<double>(k) / 17);
    const double middle = static_cast<double>(k) * bins_per_bin;
    const auto first = static_cast<std::size_t>(std::max(0.0, middle - reach));
    const auto last =
        std::min(noise.size(), static_cast<std::size_t>(middle + reach) + 1);
    double sum = 0;
    for (auto i = first; i < last; ++i)
      sum += noise[i];
    out.power[k] =
        static_cast<float>(sum / static_cast<double>(last - first) * share);
  }
  for (std::size_t band = 0; band < gate.bands(); ++band) {
    const auto bin = static_cast<std::size_t>(
        std::lround(band_centre_hz(band) / gate.bin_hz()));
    out.bands[band] = static_cast<double>(out.power[bin]);
  }
}

void fill_coherence(const Sums& sums, const Gate& gate, Transfer& out) {
  const double bin_hz = gate.rate_hz() / part;
  for (std::size_t band = 0; band < gate.bands(); ++band) {
    double sum = 0, count = 0;
    for (auto k = static_cast<std::size_t>(band_low_hz(band) / bin_hz) + 1;
         static_cast<double>(k) * bin_hz < band_high_hz(band); ++k) {
      if (sums.xx[k] > 0 && sums.yy[k] > 0)
        sum += std::norm(sums.xy[k]) / (sums.xx[k] * sums.yy[k]);
      ++count;
    }
    out.coherence[band] = sum / std::max(1.0, count);
  }
}

}  // namespace

std::optional<Transfer> measure_transfer(std::span<const float> played,
                                         std::span<const float> heard,
                                         std::ptrdiff_t lag,
                                         Gate& gate) {
  // Both are laid so that the direct sound comes early in the part: what the
  // window cuts off at its end would be taken for noise.
  const auto early = static_cast<std::ptrdiff_t>(gate.length());
  const auto shift =
      static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, lag - early));
  const auto sums = accumulate(played, heard, shift);
  if (sums.parts < static_cast<double>(least_parts))
    return std::nullopt;
  RealFft fft(part);
  Spectrum h(fft.bins());
  std::vector<double> noise(fft.bins());
  divide(sums, h, noise);
  std::vector<float> impulse(part);
  fft.inverse(h, impulse);
  const auto peak = std::max_element(
      impulse.begin(), impulse.begin() + part / 2,
      [](float a, float b) { return std::abs(a) < std::abs(b); });

  Transfer out;
  out.parts = sums.parts / overlap_variance;
  out.lag = peak - impulse.begin() + static_cast<std::ptrdiff_t>(shift);
  fill_noise(noise, gate, out.noise);
  fill_coherence(sums, gate, out);
  out.response =
      measure_response(impulse, peak - impulse.begin(), out.noise, gate);
  return out;
}

}  // namespace soundcheck::audio::dsp
