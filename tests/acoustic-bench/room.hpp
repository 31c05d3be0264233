#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tests/acoustic-bench/faults.hpp"

namespace soundcheck::bench {

constexpr unsigned rate_hz = 48000;

/// What the mixer does to the samples on their way to the amplifier.
struct Mixer {
  bool playback_on = true;
  /// Steps of 0.5 dB below full volume; step 0 is silence.
  int playback_volume = 80;

  static constexpr int max_volume = 100;
  static constexpr double db_per_step = 0.5;
  double gain() const;
};

/// Loudspeaker, room and microphones, as a pure function of what was played: no
/// clock, no state, so any stretch of time can be computed again and comes out
/// the same, noise included.
///
/// The loudspeaker has a second-order high-pass at 120 Hz and a motor that
/// bends a little; the room has a direct path of 5 to 7 cm and a decaying tail.
/// At the default volume the way from sample to microphone attenuates 1 kHz by
/// 20 dB, +-1 dB between microphones.
class Room {
 public:
  /// So many samples before those asked for still sound.
  static constexpr std::size_t memory = 1024;

  Room();

  /// What each microphone records. `played` holds the samples at the converter,
  /// from `first - memory` on and memory + N of them; `heard[m]` has room for
  /// N. `first` is the time of the first sample and selects the noise.
  void hear(std::int64_t first,
            std::span<const float> played,
            const Mixer& mixer,
            const Faults& faults,
            std::span<const std::span<float>> heard) const;

 private:
  using Response = std::vector<float>;
  std::array<Response, microphone_count> responses_;
};

}  // namespace soundcheck::bench
