#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tests/acoustic-bench/acoustics.hpp"
#include "tests/acoustic-bench/convolution.hpp"
#include "tests/acoustic-bench/faults.hpp"
#include "tests/acoustic-bench/loudspeaker.hpp"
#include "tests/acoustic-bench/mixer.hpp"
#include "tests/acoustic-bench/rate.hpp"

namespace soundcheck::bench {

/// How and when one recording is made.
struct Take {
  Faults faults = {};
  Mixer mixer = {};
  /// In samples; another time has other noises around.
  std::int64_t started = 0;
};

/// Loudspeaker, room and microphones, as a pure function of what was played: no
/// clock, no state, so any stretch of time can be computed again and comes out
/// the same, noise included. For whole recordings; LiveRecording does the same
/// for those that are being made.
class Room {
 public:
  /// So many samples before those asked for still sound.
  static constexpr std::size_t memory = 28672;
  static_assert(memory >
                Loudspeaker::memory + response_length + Loudspeaker::delay);

  explicit Room(const Acoustics& room = {});

  /// What all microphones record while `played` is at the converter, in
  /// silence before and after: as many samples each, of 16 bits (1/32768).
  std::vector<std::vector<float>> record(std::span<const float> played,
                                         const Take& take) const;

  /// What each microphone's converter gets. `played` holds the samples at the
  /// loudspeaker's converter, from `first - memory` on and memory + N of them;
  /// `heard[m]` has room for N. `first` is the time of the first sample and
  /// selects the noise. Digital faults do not show here.
  void hear(std::int64_t first,
            std::span<const float> played,
            const Mixer& mixer,
            const Faults& faults,
            std::span<const std::span<float>> heard) const;

 private:
  using Sounds = std::vector<std::vector<float>>;
  Sounds sounds(std::int64_t time,
                std::span<const float> played,
                std::size_t length,
                const Take& take) const;
  void hear_from(std::size_t lead,
                 std::span<const float> played,
                 const Take& take,
                 std::span<const std::span<float>> heard) const;

  std::uint64_t seed_;
  ResponseSpectra spectra_;
};

}  // namespace soundcheck::bench
