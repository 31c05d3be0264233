#pragma once

#include <array>
#include <cstddef>

namespace soundcheck::bench {

/// An amplifier that limits at four times the rate of the samples: a limiter at
/// their own rate would alias, which no amplifier does. What it cuts off is
/// filtered and taken away from the signal, so below the limit the signal
/// passes exactly. Late by `delay` samples, limited or not.
class Amplifier {
 public:
  static constexpr std::size_t delay = 16;

  /// A limit of 0 is none.
  float operator()(float sample, double limit);

 private:
  static constexpr std::size_t factor = 4;
  static constexpr std::size_t reach = delay / 2;  ///< of a kernel, one side
  static constexpr std::size_t past = 64;          ///< samples kept, 2^n

  float sample_before(std::size_t age) const {
    return samples_[(now_ - age) % past];
  }
  float& excess_before(std::size_t age, std::size_t step) {
    return excess_[(now_ - age) % past * factor + step];
  }
  void compare(float limit);
  float cut_off();

  std::array<float, past> samples_{};
  /// What lies above the limit, at four times the rate, `reach` samples late.
  std::array<float, past * factor> excess_{};
  std::size_t now_ = 0;
  std::size_t calm_ = past;  ///< samples since there was an excess
};

}  // namespace soundcheck::bench
