#include "probes/audio/dsp/distortion.hpp"

#include <algorithm>
#include <cmath>

namespace soundcheck::audio::dsp {

namespace {

constexpr double least_power = 1e-20;

double mean_noise(const NoiseFloor& noise,
                  const Gate& gate,
                  double low_hz,
                  double high_hz) {
  const auto first =
      static_cast<std::size_t>(std::ceil(low_hz / gate.bin_hz()));
  const auto last = std::min(
      noise.power.size(),
      std::max(first + 1,
               static_cast<std::size_t>(std::ceil(high_hz / gate.bin_hz()))));
  double sum = 0;
  for (auto k = first; k < last; ++k)
    sum += static_cast<double>(noise.power[k]);
  return last > first ? sum / static_cast<double>(last - first) : 0;
}

/// One order in one band, as shares of the fundamental's power.
struct Harmonic {
  double power;
  double variance;  ///< of that power
  double noise;
  double noise_variance;  ///< of the power that noise alone shows
};

/// Its bandwidth is n times the fundamental's.
Harmonic measure_order(std::size_t order,
                       std::size_t band,
                       std::span<const std::complex<float>> spectrum,
                       const NoiseFloor& noise,
                       const Gate& gate,
                       double fundamental) {
  const double low = static_cast<double>(order) * band_low_hz(band);
  const double high = static_cast<double>(order) * band_high_hz(band);
  const double cells =
      std::max(1.0, (high - low) * static_cast<double>(gate.length()) /
                        gate.rate_hz() * 0.8);
  const double n = mean_noise(noise, gate, low, high) / fundamental;
  const double power = gate.mean_power(spectrum, low, high) / fundamental - n;
  const double seen = std::max(power, 0.0);
  return {power, (2 * seen * n + n * n) / cells, n, n * n / cells};
}

}  // namespace

double Distortion::thd_percent(std::size_t band) const {
  return 100 * std::sqrt(std::max(power[band], 0.0));
}

double Distortion::sigma_percent(std::size_t band) const {
  // The root's derivative says nothing about a sum near zero; then the root of
  // sigma itself is how far it reaches.
  const double root = std::sqrt(std::max(power[band], 0.0));
  const double reach = std::sqrt(sigma[band]);
  return 100 * (2 * root > reach ? sigma[band] / (2 * root) : reach);
}

double Distortion::floor_percent(std::size_t band) const {
  return 100 * std::sqrt(floor_power[band]);
}

Distortion measure_distortion(std::span<const float> response,
                              std::ptrdiff_t lag,
                              const LinearResponse& linear,
                              const NoiseFloor& noise,
                              const Sweep& sweep,
                              Gate& gate) {
  Distortion out;
  const double rate = gate.rate_hz();
  const double highest = std::min(0.46 * rate, 1.1 * sweep.last_hz());
  while (out.bands < gate.bands() &&
         first_order * band_high_hz(out.bands) < highest)
    ++out.bands;
  Spectrum spectrum(gate.bins());
  PerBand<double> noise_variance{};
  for (auto order = first_order; order <= last_order; ++order) {
    const double lead = sweep.lead_s(static_cast<double>(order)) * rate;
    gate.spectrum_at(response, lag - std::lround(lead), spectrum);
    for (std::size_t band = 0; band < out.bands; ++band) {
      if (static_cast<double>(order) * band_high_hz(band) > highest)
        continue;
      const auto one = measure_order(order, band, spectrum, noise, gate,
                                     std::max(linear.whole[band], least_power));
      out.orders[order][band] = one.power;
      out.power[band] += one.power;
      out.sigma[band] += one.variance;
      out.floor_power[band] += one.noise;
      noise_variance[band] += one.noise_variance;
    }
  }
  for (std::size_t band = 0; band < out.bands; ++band) {
    out.sigma[band] = std::sqrt(out.sigma[band]);
    out.floor_power[band] += 2 * std::sqrt(noise_variance[band]);
  }
  return out;
}

}  // namespace soundcheck::audio::dsp
