#include "tests/acoustic-bench/noise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace soundcheck::bench {

namespace {

constexpr std::size_t quantile_count = 65536;

/// Equally probable values of a normal distribution, by Newton's method from
/// one to the next. The outermost is 4.3 standard deviations off.
std::array<float, quantile_count> make_quantiles() {
  std::array<float, quantile_count> table{};
  double x = -4.4;
  for (std::size_t i = 0; i < quantile_count / 2; ++i) {
    const double probability =
        (static_cast<double>(i) + 0.5) / static_cast<double>(quantile_count);
    // Where the steps are wide the first ones overshoot.
    for (int step = 0; step < (i < 64 ? 6 : 2); ++step) {
      const double below = 0.5 * std::erfc(-x / std::numbers::sqrt2);
      const double density =
          std::exp(-x * x / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
      x -= (below - probability) / density;
    }
    table[i] = static_cast<float>(x);
    table[quantile_count - 1 - i] = static_cast<float>(-x);
  }
  return table;
}

}  // namespace

float Chance::normal(std::int64_t at) const {
  static const auto quantiles = make_quantiles();
  const auto bits = word(at >> 2) >> (16 * (at & 3));
  return quantiles[bits & 0xffff];
}

void add_white(const Chance& chance,
               std::int64_t first,
               double rms,
               std::span<float> samples) {
  const auto scale = static_cast<float>(rms);
  for (auto& sample : samples)
    sample += scale * chance.normal(first++);
}

void add_pink(const Chance& chance,
              std::int64_t first,
              double rms,
              std::span<float> samples) {
  constexpr int rows = 11;  // the slowest changes 47 times a second
  const auto scale = static_cast<float>(rms / std::sqrt(rows));
  const auto end = first + static_cast<std::int64_t>(samples.size());
  for (int row = 0; row < rows; ++row) {
    const Chance numbers(chance.word(row));
    // Each row has its own beat, or all would change together at times.
    const auto shift = static_cast<std::int64_t>(numbers.word(-1) >> 48);
    for (auto time = first; time < end;) {
      const auto place = (time + shift) >> row;
      const auto next = std::min(end, ((place + 1) << row) - shift);
      const float held = scale * numbers.normal(place);
      for (; time < next; ++time)
        samples[static_cast<std::size_t>(time - first)] += held;
    }
  }
}

}  // namespace soundcheck::bench
