#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "tests/acoustic-bench/biquad.hpp"
#include "tests/acoustic-bench/faults.hpp"
#include "tests/acoustic-bench/surroundings.hpp"

namespace soundcheck::bench {

/// From the sound at each microphone to the voltage at its converter, with the
/// sounds and noises of the surroundings. Remembers a little: give it all
/// samples of a recording in order.
class Microphones {
 public:
  /// `seed` decides all noises; `started` is when the recording began, and
  /// `recorded` how many samples of it are not asked for.
  Microphones(std::uint64_t seed,
              std::int64_t started,
              std::int64_t recorded = 0);

  /// The next samples. `heard[c]` holds the loudspeaker's sound at the
  /// microphone of channel c, and then what the converter gets: -1..1.
  void record(const Faults& faults, std::span<const std::span<float>> heard);

 private:
  void block_port(const MicrophoneFaults& fault,
                  std::size_t channel,
                  std::span<float> heard);
  void amplify(const MicrophoneFaults& fault, std::span<float> heard) const;
  void add_hum(const Faults& faults, std::span<float> heard) const;

  std::uint64_t seed_;
  std::int64_t started_;
  Surroundings surroundings_;
  std::array<Biquad, microphone_count> ports_;
  std::int64_t recorded_;
};

}  // namespace soundcheck::bench
