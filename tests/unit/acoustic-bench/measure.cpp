#include "tests/unit/acoustic-bench/measure.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "tests/acoustic-bench/noise.hpp"

namespace soundcheck::bench {

namespace {

using std::numbers::pi;

/// The loudspeaker and the nearer echoes are in by then.
constexpr std::size_t settling = 4800;

std::complex<double> line(std::span<const float> samples, double hz) {
  const auto count = static_cast<double>(samples.size());
  std::complex<double> sum;
  for (std::size_t n = 0; n < samples.size(); ++n) {
    const auto at = static_cast<double>(n);
    const double window = 1 - std::cos(2 * pi * at / count);
    sum += window * static_cast<double>(samples[n]) *
           std::polar(1.0, -2 * pi * hz * at / rate_hz);
  }
  return sum * (2 / count);
}

double product(std::span<const float> a, std::span<const float> b) {
  double sum = 0;
  for (std::size_t n = 0; n < std::min(a.size(), b.size()); ++n)
    sum += static_cast<double>(a[n]) * static_cast<double>(b[n]);
  return sum;
}

}  // namespace

std::vector<float> tone(double amplitude, double hz, std::size_t frames) {
  std::vector<float> samples(frames);
  for (std::size_t n = 0; n < frames; ++n) {
    samples[n] = static_cast<float>(
        amplitude * std::sin(2 * pi * hz * static_cast<double>(n) / rate_hz));
  }
  return samples;
}

std::vector<float> hiss(double amplitude, std::size_t frames) {
  std::vector<float> samples(frames);
  add_white(Chance(1), 0, amplitude / std::numbers::sqrt2, samples);
  return samples;
}

double level_dbfs(std::span<const float> samples) {
  const double square =
      product(samples, samples) / static_cast<double>(samples.size());
  return 10 * std::log10(2 * square + 1e-20);
}

double tone_dbfs(std::span<const float> samples, double hz) {
  return 20 * std::log10(std::abs(line(samples, hz)) + 1e-10);
}

double thd_percent(std::span<const float> samples, double hz) {
  double square = 0;
  for (int order = 2; order <= 5; ++order)
    square += std::norm(line(samples, order * hz));
  return 100 * std::sqrt(square) / std::abs(line(samples, hz));
}

double phase_turns(std::span<const float> samples, double hz) {
  return std::arg(line(samples, hz)) / (2 * pi);
}

double correlation(std::span<const float> a, std::span<const float> b) {
  return product(a, b) / std::sqrt(product(a, a) * product(b, b) + 1e-30);
}

std::size_t lag(std::span<const float> a,
                std::span<const float> b,
                std::size_t most) {
  std::size_t best = 0;
  double highest = -1;
  for (std::size_t at = 0; at <= most; ++at) {
    const double like =
        std::abs(correlation(a.first(b.size() - at), b.subspan(at)));
    if (like > highest) {
      highest = like;
      best = at;
    }
  }
  return best;
}

Faults quiet() {
  Faults faults;
  faults.noise_dbfs = silent_dbfs;
  return faults;
}

std::vector<std::vector<float>> heard(std::span<const float> played,
                                      const Take& take) {
  static const Room room;
  auto all = room.record(played, take);
  for (auto& microphone : all)
    microphone.erase(microphone.begin(), microphone.begin() + settling);
  return all;
}

}  // namespace soundcheck::bench
