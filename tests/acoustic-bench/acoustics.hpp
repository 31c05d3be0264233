#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace soundcheck::bench {

/// Where things are on the device, in metres: the microphones on a circle of
/// 64 mm, the loudspeaker below and off its centre, 63 to 75 mm from each, to
/// no two the same.
struct Place {
  double x_m, y_m, z_m;
};
Place microphone_place(std::size_t microphone);
double loudspeaker_distance_m(std::size_t microphone);

constexpr double sound_m_s = 343;

/// An echo from something near: a table, a wall.
struct Reflection {
  double detour_m;
  double gain;  ///< against the direct sound
};

/// A room and the place of the device in it.
struct Acoustics {
  /// Of the tail, and of all noise in the room.
  std::uint64_t seed = 0;
  double rt60_s = 0.4;  ///< time in which the tail falls by 60 dB
  double direct_to_reverberant_db = 24;
  std::vector<Reflection> reflections = {{0.2, 0.06}, {1.1, 0.03}};
};

/// Seed 0 is the usual room. Others are furnished by chance: RT60 0.25 to
/// 0.7 s, direct over reverberant 16 to 24 dB, one near and two far
/// reflections.
Acoustics acoustics(std::uint64_t seed);

/// Longest response that is computed; the tail is faded out there.
constexpr std::size_t response_length = 19200;

/// From the loudspeaker's sound to that at each microphone, at 48 kHz. Without
/// the room, a healthy loudspeaker and the default volume, 1 kHz loses 20 dB.
std::vector<std::vector<float>> room_responses(const Acoustics& room);

}  // namespace soundcheck::bench
