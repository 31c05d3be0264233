#include "tests/acoustic-bench/sampler.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace soundcheck::bench {

namespace {

constexpr std::int64_t phases = 512;
constexpr double shortest_reach = 24;

/// Sinc for `step` samples of the sound in one of the recording.
double windowed_sinc(double t, double step, double reach) {
  using std::numbers::pi;
  if (std::abs(t) >= reach)
    return 0;
  const double cutoff = std::min(1.0, 1 / step);
  const double x = pi * cutoff * t;
  const double sinc = std::abs(x) < 1e-9 ? 1 : std::sin(x) / x;
  return cutoff * sinc * (0.5 + 0.5 * std::cos(pi * t / reach));
}

}  // namespace

Sampler::Sampler(const MicrophoneClock& clock) : clock_(clock) {
  if (clock.exact())
    return;
  const double reach = std::ceil(shortest_reach * std::max(1.0, clock.step()));
  reach_ = static_cast<std::int64_t>(reach);
  for (std::int64_t phase = 0; phase <= phases; ++phase) {
    const double fraction = static_cast<double>(phase) / phases;
    for (auto tap = 1 - reach_; tap <= reach_; ++tap) {
      kernel_.push_back(static_cast<float>(windowed_sinc(
          static_cast<double>(tap) - fraction, clock.step(), reach)));
    }
  }
}

std::int64_t Sampler::first_sound_of(std::int64_t sample) const {
  const auto at =
      static_cast<std::int64_t>(std::floor(clock_.sound_of(sample)));
  return at - reach_;
}

std::int64_t Sampler::end_sound_of(std::int64_t sample) const {
  const auto at =
      static_cast<std::int64_t>(std::floor(clock_.sound_of(sample)));
  return at + reach_ + 1;
}

float Sampler::between(std::span<const float> sound, double position) const {
  const auto whole = static_cast<std::int64_t>(std::floor(position));
  const double phase = (position - static_cast<double>(whole)) * phases;
  const auto row = static_cast<std::int64_t>(phase);
  const auto weight = static_cast<float>(phase - static_cast<double>(row));
  const auto taps = 2 * reach_;
  const float* const here = kernel_.data() + row * taps;
  const auto start = whole + 1 - reach_;
  const auto from = std::max<std::int64_t>(0, -start);
  const auto to =
      std::min(taps, static_cast<std::int64_t>(sound.size()) - start);
  float sum = 0;
  for (auto tap = from; tap < to; ++tap) {
    const float value = here[tap] + weight * (here[tap + taps] - here[tap]);
    sum += sound[static_cast<std::size_t>(start + tap)] * value;
  }
  return sum;
}

void Sampler::take(std::int64_t first,
                   std::span<const float> sound,
                   std::int64_t sound_first,
                   std::span<float> taken) const {
  const auto size = static_cast<std::int64_t>(sound.size());
  for (auto& sample : taken) {
    const double position =
        clock_.sound_of(first++) - static_cast<double>(sound_first);
    if (!clock_.exact()) {
      sample = between(sound, position);
      continue;
    }
    const auto at = static_cast<std::int64_t>(position);
    sample = at >= 0 && at < size ? sound[static_cast<std::size_t>(at)] : 0;
  }
}

}  // namespace soundcheck::bench
