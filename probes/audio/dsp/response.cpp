#include "probes/audio/dsp/response.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace soundcheck::audio::dsp {

namespace {

constexpr std::size_t most_gates = 40;
constexpr double least_power = 1e-20;

/// Running mean over a twelfth of an octave to both sides.
std::vector<float> smooth(const std::vector<double>& power) {
  std::vector<double> sum(power.size() + 1);
  for (std::size_t k = 0; k < power.size(); ++k)
    sum[k + 1] = sum[k] + power[k];
  std::vector<float> out(power.size());
  for (std::size_t k = 0; k < power.size(); ++k) {
    const auto reach = std::max<std::size_t>(2, k / 17);
    const auto first = k > reach ? k - reach : 0;
    const auto last = std::min(power.size(), k + reach + 1);
    out[k] = static_cast<float>((sum[last] - sum[first]) /
                                static_cast<double>(last - first));
  }
  return out;
}

}  // namespace

NoiseFloor measure_noise_floor(std::span<const float> response,
                               Deconvolution::Lags lags,
                               Gate& gate) {
  NoiseFloor noise;
  noise.gates = std::min(most_gates, lags.count() / gate.length());
  std::vector<double> power(gate.bins());
  Spectrum spectrum(gate.bins());
  const double step = noise.gates > 0 ? static_cast<double>(lags.count()) /
                                            static_cast<double>(noise.gates)
                                      : 0;
  for (std::size_t i = 0; i < noise.gates; ++i) {
    const auto lag = static_cast<std::ptrdiff_t>(
        lags.first + gate.before() +
        static_cast<std::size_t>(step * static_cast<double>(i)));
    gate.spectrum_at(response, lag, spectrum);
    for (std::size_t k = 0; k < power.size(); ++k)
      power[k] += static_cast<double>(std::norm(spectrum[k]));
  }
  const double share =
      1 / static_cast<double>(std::max<std::size_t>(1, noise.gates));
  for (auto& p : power)
    p *= share;
  for (std::size_t band = 0; band < gate.bands(); ++band) {
    const auto first =
        static_cast<std::size_t>(std::ceil(band_low_hz(band) / gate.bin_hz()));
    const auto last =
        static_cast<std::size_t>(std::ceil(band_high_hz(band) / gate.bin_hz()));
    double sum = 0;
    for (auto k = first; k < last; ++k)
      sum += power[k];
    noise.bands[band] = sum / static_cast<double>(last - first);
  }
  noise.power = smooth(power);
  return noise;
}

double LinearResponse::level_db(std::size_t band) const {
  return 10 * std::log10(std::max(power[band], least_power));
}

double LinearResponse::sigma_db(std::size_t band) const {
  return 10 / std::numbers::ln10 * sigma[band] /
         std::max(power[band], least_power);
}

LinearResponse measure_response(std::span<const float> response,
                                std::ptrdiff_t lag,
                                const NoiseFloor& noise,
                                Gate& gate) {
  LinearResponse out;
  out.spectrum.resize(gate.bins());
  std::vector<float> cut(gate.length());
  gate.cut(response, lag, cut);
  gate.spectrum(cut, out.spectrum);
  const auto whole = gate.band_powers(out.spectrum);
  const auto powers = gate.level_powers(cut);
  for (std::size_t band = 0; band < gate.bands(); ++band) {
    out.whole[band] = whole[band] - noise.bands[band];
    const double n =
        std::max(noise.bands[band] * gate.level_noise(), least_power);
    // Below zero by chance where there is only noise; cut off there, the mean
    // of several bands would be too high.
    out.power[band] = powers[band] - n;
    const double s = std::max(out.power[band], 0.0);
    out.sigma[band] = std::sqrt((2 * s * n + n * n) / gate.cells(band));
    out.snr_db[band] = 10 * std::log10(std::max(s / n, 1e-4));
  }
  return out;
}

}  // namespace soundcheck::audio::dsp
