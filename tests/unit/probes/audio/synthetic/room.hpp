#pragma once

#include <array>
#include <vector>

#include "tests/unit/probes/audio/synthetic/loudspeaker.hpp"

namespace soundcheck::synthetic {

/// How one loudspeaker is heard by four microphones on a circle of 64 mm in a
/// random room: direct sound, three reflections, an exponential tail (RT60
/// 0.25..0.7 s, direct to reverberant 16..24 dB).
class Room {
 public:
  /// Seed 0 is a room without walls.
  Room(std::uint64_t seed, std::size_t size, double rate_hz);

  const Spectrum& response(std::size_t microphone) const {
    return responses_[microphone];
  }

 private:
  std::array<Spectrum, most_microphones> responses_;
};

/// Metres from the loudspeaker to a microphone.
double distance_m(std::size_t microphone);

}  // namespace soundcheck::synthetic
