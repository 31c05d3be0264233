#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "tests/acoustic-bench/faults.hpp"

namespace soundcheck::bench {

/// A microphone's converter, with what digital faults make of its codes.
class Converter {
 public:
  Converter(unsigned bits, const MicrophoneFaults& faults)
      : scale_(std::ldexp(1.0, static_cast<int>(bits) - 1)),
        step_(std::ldexp(1.0, std::max(0, static_cast<int>(bits) - finest))),
        zero_(faults.zero),
        // Bit 0 of the fault is that of a code of 16 bits.
        kept_(~(std::int64_t{faults.stuck_bits} << (bits - 16))) {}

  /// `voltage` is -1..1; the largest code is one step below full scale.
  std::int32_t code(float voltage) const {
    if (zero_)
      return 0;
    const double steps =
        std::rint(static_cast<double>(voltage) * scale_ / step_) * step_;
    const auto code =
        static_cast<std::int64_t>(std::clamp(steps, -scale_, scale_ - step_));
    return static_cast<std::int32_t>(code & kept_);
  }
  float value(std::int32_t code) const {
    return static_cast<float>(code / scale_);
  }

 private:
  /// As real ones: wider codes end in zeros. Beside a DC offset a float knows
  /// no more either, and its own steps would look like bits that are stuck.
  static constexpr int finest = 24;

  double scale_, step_;
  bool zero_;
  std::int64_t kept_;
};

}  // namespace soundcheck::bench
