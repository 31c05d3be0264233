#include "probes/audio/dsp/deconvolution.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace soundcheck::audio::dsp {

namespace {

/// Below this share of the taper the way back would blow up noise.
constexpr double least_taper = 1e-3;

double taper(double frequency_hz, const SweepPlan& plan) {
  const double low = 0.8 * plan.first_hz, high = 1.1 * plan.first_hz;
  const double nyquist = plan.rate_hz / 2;
  const double rise = std::clamp((frequency_hz - low) / (high - low), 0.0, 1.0);
  const double fall =
      std::clamp((0.98 * nyquist - frequency_hz) / (nyquist / 24), 0.0, 1.0);
  return 0.5 - 0.5 * std::cos(std::numbers::pi * rise * fall);
}

}  // namespace

Deconvolution::Deconvolution(const Sweep& sweep)
    : sweep_(sweep),
      fft_(sweep.recorded()),
      inverse_(fft_.bins()),
      spectrum_(fft_.bins()),
      padded_(fft_.size()) {
  const auto& plan = sweep_.plan();
  const double growth = sweep_.growth_s();
  const double scale = 1 / (sweep_.amplitude() * plan.rate_hz);
  for (std::size_t k = 1; k < inverse_.size(); ++k) {
    const double f =
        static_cast<double>(k) * plan.rate_hz / static_cast<double>(size());
    const double gain = 2 * std::sqrt(f / growth) * scale * taper(f, plan);
    const double phase =
        -2 * std::numbers::pi * f * growth * (1 - std::log(f / plan.first_hz)) +
        std::numbers::pi / 4;
    inverse_[k] = std::complex<float>(std::polar(gain, phase));
  }
}

void Deconvolution::apply(std::span<const float> recording,
                          std::span<float> response) {
  assert(response.size() == size());
  const auto length = std::min(recording.size(), size());
  std::copy_n(recording.begin(), length, padded_.begin());
  std::fill(padded_.begin() + static_cast<std::ptrdiff_t>(length),
            padded_.end(), 0.0F);
  fft_.forward(padded_, spectrum_);
  for (std::size_t k = 0; k < spectrum_.size(); ++k)
    spectrum_[k] *= inverse_[k];
  fft_.inverse(spectrum_, response);
}

void Deconvolution::undo(std::span<const float> response,
                         double highpass_hz,
                         std::span<float> recording) {
  const auto& plan = sweep_.plan();
  const double bin_hz = plan.rate_hz / static_cast<double>(size());
  const double scale = 1 / (sweep_.amplitude() * plan.rate_hz);
  fft_.forward(response, spectrum_);
  for (std::size_t k = 0; k < spectrum_.size(); ++k) {
    const double f = static_cast<double>(k) * bin_hz;
    if (f < highpass_hz || taper(f, plan) < least_taper) {
      spectrum_[k] = 0;
      continue;
    }
    // 1 / inverse without the taper: the tapered edges stay tapered.
    const double gain = 2 * std::sqrt(f / sweep_.growth_s()) * scale;
    const auto turn = std::conj(inverse_[k]) / std::abs(inverse_[k]);
    spectrum_[k] *= turn / static_cast<float>(gain);
  }
  fft_.inverse(spectrum_, recording);
}

double Deconvolution::power_gain(double frequency_hz) const {
  const auto& plan = sweep_.plan();
  if (frequency_hz <= 0)
    return 0;
  const double gain = 2 * std::sqrt(frequency_hz / sweep_.growth_s()) /
                      (sweep_.amplitude() * plan.rate_hz) *
                      taper(frequency_hz, plan);
  return gain * gain;
}

Deconvolution::Lags Deconvolution::noise_lags() const {
  const double rate = sweep_.plan().rate_hz;
  const double first = (longest_latency_s + longest_room_s) * rate;
  const double last = static_cast<double>(size()) -
                      sweep_.lead_s(highest_order) * rate - 0.005 * rate;
  if (last <= first)
    return {};
  return {static_cast<std::size_t>(first), static_cast<std::size_t>(last)};
}

}  // namespace soundcheck::audio::dsp
