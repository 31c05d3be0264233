#include "tests/acoustic-bench/acoustics.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tests/acoustic-bench/loudspeaker.hpp"
#include "tests/acoustic-bench/mixer.hpp"
#include "tests/acoustic-bench/noise.hpp"
#include "tests/acoustic-bench/rate.hpp"

namespace soundcheck::bench {

namespace {

using std::numbers::pi;

constexpr Place loudspeaker = {0.013, 0.0075, -0.06};
constexpr double array_radius_m = 0.032;
/// At which the direct sound has its nominal strength.
constexpr double nominal_distance_m = 0.069;
constexpr std::size_t tail_start = 192;  // 4 ms
constexpr std::size_t fade_out = response_length / 10;

/// One arrival, by a windowed sinc since it is at no whole sample.
void add_arrival(std::vector<double>& h, double delay, double gain) {
  constexpr int half = 24;
  const int middle = static_cast<int>(delay);
  for (int n = std::max(0, middle - half + 1); n <= middle + half; ++n) {
    const double t = n - delay;
    const double sinc = std::abs(t) < 1e-9 ? 1 : std::sin(pi * t) / (pi * t);
    const double window =
        std::abs(t) < half ? 0.5 + 0.5 * std::cos(pi * t / half) : 0;
    h[static_cast<std::size_t>(n)] += gain * sinc * window;
  }
}

/// Noise that falls, with the energy that the direct sound leaves it.
void add_tail(std::vector<double>& h,
              const Acoustics& room,
              const Chance& chance) {
  const double fall = std::pow(10.0, -3 / (room.rt60_s * rate_hz));
  std::vector<double> tail(h.size());
  double envelope = 1, energy = 0;
  for (std::size_t n = tail_start; n < h.size(); ++n) {
    const double left = static_cast<double>(h.size() - n) / fade_out;
    const double fade = left < 1 ? 0.5 - 0.5 * std::cos(pi * left) : 1;
    tail[n] = envelope * fade *
              static_cast<double>(chance.normal(static_cast<std::int64_t>(n)));
    energy += tail[n] * tail[n];
    envelope *= fall;
  }
  const double gain =
      amplitude(-room.direct_to_reverberant_db) / std::sqrt(energy);
  for (std::size_t n = tail_start; n < h.size(); ++n)
    h[n] += gain * tail[n];
}

std::vector<double> response(const Acoustics& room, std::size_t microphone) {
  const Chance chance(room.seed, 0x7461696c + microphone);
  const double distance_m = loudspeaker_distance_m(microphone);
  const double direct = nominal_distance_m / distance_m;
  std::vector<double> h(response_length);
  add_arrival(h, distance_m / sound_m_s * rate_hz, direct);
  std::int64_t at = -1;
  for (const auto& [detour_m, gain] : room.reflections) {
    // No two microphones see a reflection under the same angle.
    const double detour =
        detour_m * (1 + 0.02 * static_cast<double>(chance.normal(at--)));
    add_arrival(h, (distance_m + detour) / sound_m_s * rate_hz, direct * gain);
  }
  add_tail(h, room, chance);
  return h;
}

}  // namespace

Place microphone_place(std::size_t microphone) {
  const double turn = pi / 2 * static_cast<double>(microphone);
  return {array_radius_m * std::cos(turn), array_radius_m * std::sin(turn), 0};
}

double loudspeaker_distance_m(std::size_t microphone) {
  const auto at = microphone_place(microphone);
  return std::hypot(at.x_m - loudspeaker.x_m, at.y_m - loudspeaker.y_m,
                    at.z_m - loudspeaker.z_m);
}

Acoustics acoustics(std::uint64_t seed) {
  Acoustics room;
  if (seed == 0)
    return room;
  const Chance chance(seed, 0x726f6f6d);
  room.seed = seed;
  room.rt60_s = chance.uniform(0, 0.25, 0.7);
  room.direct_to_reverberant_db = chance.uniform(1, 16, 24);
  room.reflections = {
      {chance.uniform(2, 0.15, 0.5), chance.uniform(3, 0.03, 0.12)},
      {chance.uniform(4, 0.6, 2.5), chance.uniform(5, 0.01, 0.05)},
      {chance.uniform(6, 0.6, 3), chance.uniform(7, 0.01, 0.05)},
  };
  return room;
}

std::vector<std::vector<float>> room_responses(const Acoustics& room) {
  // Half of the 20 dB are the default volume's.
  const double scale =
      amplitude(-20) / Mixer().gain() / Loudspeaker::gain_at(1000);
  std::vector<std::vector<float>> all(microphone_count);
  for (std::size_t m = 0; m < microphone_count; ++m) {
    for (const double x : response(room, m))
      all[m].push_back(static_cast<float>(x * scale));
  }
  return all;
}

}  // namespace soundcheck::bench
