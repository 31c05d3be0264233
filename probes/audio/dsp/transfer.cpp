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
/// Rounding makes the rest.
constexpr double most_coherent = 0.999999;
/// Of 8700 lags of noise alone the highest has some 18 times the mean power.
constexpr double least_height = 30;

struct Sums {
  std::vector<double> xx, yy;
  std::vector<std::complex<double>> xy;
  double parts = 0;
};

/// What was played at `n` is laid beside what was heard at `n + lag`.
Sums accumulate(std::span<const float> played,
                std::span<const float> heard,
                std::ptrdiff_t lag) {
  const auto late = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, lag));
  const auto early =
      static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, -lag));
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
       at + early + part <= played.size() && at + late + part <= heard.size();
       at += part / 2) {
    for (std::size_t n = 0; n < part; ++n)
      work[n] = window[n] * played[at + early + n];
    fft.forward(work, x);
    for (std::size_t n = 0; n < part; ++n)
      work[n] = window[n] * heard[at + late + n];
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

struct Division {
  Spectrum h;                 ///< H1
  Spectrum clear;             ///< H1 where it is more than noise
  std::vector<double> noise;  ///< power of the noise in H1
};

Division divide(const Sums& sums) {
  Division out{Spectrum(sums.xx.size()), Spectrum(sums.xx.size()),
               std::vector<double>(sums.xx.size())};
  const double strongest = *std::max_element(sums.xx.begin(), sums.xx.end());
  const double parts = sums.parts / overlap_variance;
  for (std::size_t k = 0; k < out.h.size(); ++k) {
    if (sums.xx[k] <= least_share * strongest || sums.yy[k] <= 0)
      continue;
    const auto h1 = sums.xy[k] / sums.xx[k];
    const double coherence = std::norm(sums.xy[k]) / (sums.xx[k] * sums.yy[k]);
    out.h[k] = std::complex<float>(h1);
    out.clear[k] =
        out.h[k] * static_cast<float>(std::max(0.0, coherence - 3 / parts));
    // |H1|^2 / gamma^2 is S_yy / S_xx, also where chance made gamma^2 zero.
    out.noise[k] = sums.yy[k] / sums.xx[k] *
                   (1 - std::min(coherence, most_coherent)) / parts;
  }
  return out;
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

double power_of(float sample) {
  return static_cast<double>(sample) * static_cast<double>(sample);
}

/// Neither the direct sound nor much of the room is found there.
double far_power(const std::vector<float>& impulse) {
  double sum = 0;
  for (std::size_t n = part / 2; n < part * 3 / 4; ++n)
    sum += power_of(impulse[n]);
  return 4 * sum / static_cast<double>(part);
}

}  // namespace

std::optional<Transfer> measure_transfer(std::span<const float> played,
                                         std::span<const float> heard,
                                         std::ptrdiff_t lag,
                                         const Gate& gate) {
  const auto sums = accumulate(played, heard, lag);
  if (sums.parts < static_cast<double>(least_parts))
    return std::nullopt;
  RealFft fft(part);
  auto division = divide(sums);
  Transfer out;
  out.impulse.resize(part);
  fft.inverse(division.h, out.impulse);
  out.clear.resize(part);
  fft.inverse(division.clear, out.clear);
  out.parts = sums.parts / overlap_variance;
  fill_noise(division.noise, gate, out.noise);
  fill_coherence(sums, gate, out);
  return out;
}

std::optional<std::ptrdiff_t> find_direct_sound(
    std::span<const Transfer> microphones,
    double rate_hz) {
  std::vector<double> score(part);
  for (const auto& one : microphones) {
    const double far = far_power(one.clear);
    for (std::size_t n = 0; far > 0 && n < part; ++n)
      score[n] += power_of(one.clear[n]) / far;
  }
  // From too early, which is cyclic, to half a part.
  const auto early = static_cast<std::size_t>(0.01 * rate_hz);
  std::rotate(score.begin(), score.end() - static_cast<std::ptrdiff_t>(early),
              score.end());
  const auto best = std::max_element(
      score.begin(), score.begin() + static_cast<std::ptrdiff_t>(part / 2));
  if (*best < least_height * static_cast<double>(microphones.size()))
    return std::nullopt;
  return best - score.begin() - static_cast<std::ptrdiff_t>(early);
}

}  // namespace soundcheck::audio::dsp
