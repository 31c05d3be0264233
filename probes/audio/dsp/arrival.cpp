#include "probes/audio/dsp/arrival.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace soundcheck::audio::dsp {

namespace {

/// Chi-square with as many degrees of freedom as microphones passes this, per
/// microphone, with 6e-9: 1e-4 over some 17 000 lags. 34 for one, 12 for four.
double detection_threshold(std::size_t microphones) {
  return 10 + 26 / static_cast<double>(microphones);
}

}  // namespace

ArrivalFinder::ArrivalFinder(const Deconvolution& deconvolution,
                             const Gate& gate)
    : noise_lags_(deconvolution.noise_lags()),
      before_(gate.before()),
      gate_fft_(gate.fft_size()),
      searched_(static_cast<std::size_t>(Deconvolution::longest_latency_s *
                                         gate.rate_hz())),
      fft_(std::min(deconvolution.size(),
                    std::bit_ceil(searched_ + gate.length()))),
      expected_(fft_.bins()),
      spectrum_(fft_.bins()),
      work_(fft_.size()),
      score_(searched_) {}

void ArrivalFinder::correlate(std::span<const float> response,
                              std::ptrdiff_t first,
                              const NoiseFloor& noise) {
  const auto size = static_cast<std::ptrdiff_t>(response.size());
  auto at = ((first % size) + size) % size;
  for (auto& sample : work_) {
    sample = response[static_cast<std::size_t>(at)];
    if (++at == size)
      at = 0;
  }
  fft_.forward(work_, spectrum_);
  const auto finer = fft_.size() / gate_fft_;
  for (std::size_t k = 0; k < spectrum_.size(); ++k) {
    const auto bin =
        std::min(k / std::max<std::size_t>(1, finer), noise.power.size() - 1);
    spectrum_[k] *=
        std::conj(expected_[k]) / std::max(noise.power[bin], 1e-20F);
  }
  // What the inverse filter leaves near zero and half the rate is no signal.
  fft_.inverse(spectrum_, work_);
}

void ArrivalFinder::add(std::span<const float> response,
                        const NoiseFloor& noise,
                        std::span<const float> expected) {
  std::fill(work_.begin(), work_.end(), 0.0F);
  if (expected.empty())
    work_[before_] = 1;
  else
    std::copy(expected.begin(), expected.end(), work_.begin());
  fft_.forward(work_, expected_);

  correlate(response, static_cast<std::ptrdiff_t>(noise_lags_.first), noise);
  const auto count = std::min(noise_lags_.count(), work_.size());
  double power = 0;
  for (std::size_t n = 0; n < count; ++n)
    power += static_cast<double>(work_[n]) * static_cast<double>(work_[n]);
  if (power <= 0)
    return;
  const double scale = static_cast<double>(count) / power;

  correlate(response, -static_cast<std::ptrdiff_t>(before_), noise);
  for (std::size_t n = 0; n < score_.size(); ++n) {
    const double c = static_cast<double>(work_[n]);
    score_[n] += c * c * scale;
  }
  ++added_;
}

std::optional<Arrival> ArrivalFinder::find() {
  const auto best = std::max_element(score_.begin(), score_.end());
  const auto microphones = std::max<std::size_t>(1, added_);
  const Arrival arrival{best - score_.begin(),
                        *best / static_cast<double>(microphones)};
  std::fill(score_.begin(), score_.end(), 0.0);
  added_ = 0;
  if (arrival.over_noise < detection_threshold(microphones))
    return std::nullopt;
  return arrival;
}

}  // namespace soundcheck::audio::dsp
