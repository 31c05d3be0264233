#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tests/acoustic-bench/faults.hpp"

namespace soundcheck::bench {

/// The way from the loudspeaker to the microphones for a board that is too slow
/// for the simulated room: an attenuation of 20 dB, the faults and noise, in
/// whole numbers, because floating-point ones are what an emulated processor is
/// slowest at. No loudspeaker, no echo, no delay.
class Cable {
 public:
  static constexpr std::size_t channels_played = 2;

  Cable();

  /// `played` holds frames of two samples, `heard` room for as many frames of
  /// one sample for each microphone. Of the faults, `absent`, `busy` and
  /// `xrun_capture_s` concern the card and are not for here.
  void carry(std::span<const std::int16_t> played,
             const Faults& faults,
             std::span<std::int16_t> heard);

 private:
  std::int16_t next_noise();

  std::vector<std::int16_t> noise_;
  std::uint32_t noise_at_ = 0;
};

}  // namespace soundcheck::bench
