#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "tests/acoustic-bench/faults.hpp"

namespace soundcheck::bench {

/// All that is heard in a room besides the loudspeaker: steady noise, different
/// at each microphone; talk and music, from one direction each.
class Surroundings {
 public:
  explicit Surroundings(std::uint64_t seed);

  /// Added to what is there. `samples[m]` are of the microphone at place
  /// `places[m]` of the device.
  void add(std::int64_t first,
           const Faults& faults,
           std::span<const std::size_t> places,
           std::span<const std::span<float>> samples) const;

 private:
  using Arrivals = std::array<std::int64_t, microphone_count>;

  std::uint64_t seed_;
  // How many samples later talk and music come to each place.
  Arrivals talk_late_;
  Arrivals music_late_;
};

}  // namespace soundcheck::bench
