#include "tests/acoustic-bench/amplifier.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace soundcheck::bench {

namespace {

constexpr int side = 32;  ///< quarters of a sample, one side of the kernel

/// Windowed sinc at quarters of a sample, `side` in the middle.
using Kernel = std::array<float, 2 * std::size_t{side} + 1>;

/// Where the kernel's value so many quarters from its middle lies.
std::size_t place(int quarters) {
  return static_cast<std::size_t>(side) + static_cast<std::size_t>(quarters);
}

Kernel make_kernel() {
  using std::numbers::pi;
  Kernel kernel{};
  for (int i = -side; i <= side; ++i) {
    const double t = i / 4.0;
    const double sinc = i == 0 ? 1 : std::sin(pi * t) / (pi * t);
    const double window = 0.5 + 0.5 * std::cos(pi * i / side);
    kernel[place(i)] = static_cast<float>(sinc * window);
  }
  return kernel;
}

const auto kernel = make_kernel();

}  // namespace

void Amplifier::compare(float limit) {
  for (std::size_t step = 0; step < factor; ++step) {
    // At `reach` samples ago and `step` quarters.
    float between = 0;
    for (std::size_t age = 0; age <= 2 * reach; ++age) {
      const auto quarters = static_cast<int>(factor * age + step) - side;
      if (std::abs(quarters) <= side) {
        between += sample_before(age) * kernel[place(quarters)];
      }
    }
    const float excess = between - std::clamp(between, -limit, limit);
    excess_before(0, step) = excess;
    if (excess != 0)
      calm_ = 0;
  }
}

float Amplifier::cut_off() {
  float sum = 0;
  for (int quarters = -side; quarters < side; ++quarters) {
    // The excess of age `reach` belongs to the sample that leaves now.
    const auto from_now = static_cast<std::size_t>(side - quarters);
    const auto age = (from_now + factor - 1) / factor;
    const auto step = age * factor - from_now;
    sum += excess_before(age, step) * kernel[place(quarters)];
  }
  return sum / factor;
}

float Amplifier::operator()(float sample, double limit) {
  ++now_;
  samples_[now_ % past] = sample;
  ++calm_;
  if (limit > 0) {
    compare(static_cast<float>(limit));
  } else {
    for (std::size_t step = 0; step < factor; ++step)
      excess_before(0, step) = 0;
  }
  const float passed = sample_before(delay);
  return calm_ > delay + 1 ? passed : passed - cut_off();
}

}  // namespace soundcheck::bench
