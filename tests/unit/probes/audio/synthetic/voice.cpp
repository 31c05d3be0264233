#include "tests/unit/probes/audio/synthetic/voice.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace soundcheck::synthetic {

namespace {

void scale_to(std::vector<float>& samples, double rms) {
  double sum = 0;
  for (const double x : samples)
    sum += x * x;
  if (sum <= 0)
    return;
  const auto scale = static_cast<float>(
      rms / std::sqrt(sum / static_cast<double>(samples.size())));
  for (auto& sample : samples)
    sample *= scale;
}

}  // namespace

std::vector<float> draw_syllable(std::size_t length,
                                 double rate_hz,
                                 double rms,
                                 Chance& chance) {
  std::vector<float> samples(length);
  // Two poles at 3 kHz and one zero near 150 Hz.
  const double pole = std::exp(-2 * std::numbers::pi * 3000 / rate_hz);
  const double slow = std::exp(-2 * std::numbers::pi * 150 / rate_hz);
  double first = 0, second = 0, mean = 0;
  for (std::size_t n = 0; n < length; ++n) {
    first = pole * first + (1 - pole) * chance.normal();
    second = pole * second + (1 - pole) * first;
    mean = slow * mean + (1 - slow) * second;
    const double swell =
        0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(n) /
                             static_cast<double>(length));
    samples[n] = static_cast<float>((second - mean) * swell);
  }
  scale_to(samples, rms);
  return samples;
}

std::vector<float> draw_talk(std::size_t length,
                             double rate_hz,
                             double rms,
                             Chance& chance) {
  std::vector<float> samples(length);
  std::size_t at = 0;
  while (at < length) {
    const auto size =
        static_cast<std::size_t>(chance.uniform(0.12, 0.3) * rate_hz);
    const auto syllable =
        draw_syllable(size, rate_hz, chance.uniform(0.3, 1), chance);
    for (std::size_t n = 0; n < size && at + n < length; ++n)
      samples[at + n] += syllable[n];
    at += size;
    if (chance.uniform() < 0.3)
      at += static_cast<std::size_t>(chance.uniform(0.05, 0.5) * rate_hz);
  }
  scale_to(samples, rms);
  return samples;
}

}  // namespace soundcheck::synthetic
