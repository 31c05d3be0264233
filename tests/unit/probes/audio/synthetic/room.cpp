#include "tests/unit/probes/audio/synthetic/room.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace soundcheck::synthetic {

namespace {

constexpr double speed_of_sound = 343;
constexpr double tail_s = 0.4;

struct Reflection {
  double further_m;
  double height;
};

struct Walls {
  double reverberation_s = 0;  ///< 0 = none
  double direct_over_tail_db = 60;
  std::vector<Reflection> reflections;
};

Walls draw_walls(Chance& chance) {
  Walls walls;
  walls.reverberation_s = chance.uniform(0.25, 0.7);
  walls.direct_over_tail_db = chance.uniform(16, 24);
  walls.reflections = {{chance.uniform(0.15, 0.5), chance.uniform(0.03, 0.12)},
                       {chance.uniform(0.6, 2.5), chance.uniform(0.01, 0.05)},
                       {chance.uniform(0.6, 3.0), chance.uniform(0.01, 0.05)}};
  return walls;
}

void add_tap(std::vector<float>& response, double delay, double height) {
  constexpr std::ptrdiff_t reach = 16;
  const auto whole = static_cast<std::ptrdiff_t>(delay);
  for (auto n = whole - reach + 1; n <= whole + reach; ++n) {
    if (n < 0 || n >= static_cast<std::ptrdiff_t>(response.size()))
      continue;
    const double t = std::numbers::pi * (static_cast<double>(n) - delay);
    const double sinc = std::abs(t) < 1e-9 ? 1 : std::sin(t) / t;
    response[static_cast<std::size_t>(n)] += static_cast<float>(
        height * sinc * (0.5 + 0.5 * std::cos(t / (reach + 1))));
  }
}

void add_tail(std::vector<float>& response,
              const Walls& walls,
              double rate_hz,
              Chance& chance) {
  const auto length = static_cast<std::size_t>(tail_s * rate_hz);
  std::vector<double> tail(length);
  double energy = 0;
  for (auto n = static_cast<std::size_t>(0.004 * rate_hz); n < length; ++n) {
    tail[n] =
        chance.normal() * std::pow(10.0, -3 * static_cast<double>(n) /
                                             (walls.reverberation_s * rate_hz));
    energy += tail[n] * tail[n];
  }
  const double scale =
      std::sqrt(std::pow(10.0, -walls.direct_over_tail_db / 10) / energy);
  for (std::size_t n = 0; n < length; ++n)
    response[n] += static_cast<float>(scale * tail[n]);
}

}  // namespace

double distance_m(std::size_t microphone) {
  const double angle = static_cast<double>(microphone) * std::numbers::pi / 2;
  const double x = 0.032 * std::cos(angle) - 0.013;
  const double y = 0.032 * std::sin(angle) - 0.0075;
  return std::sqrt(x * x + y * y + 0.06 * 0.06);
}

Room::Room(std::uint64_t seed, std::size_t size, double rate_hz) {
  Chance chance(seed);
  const auto walls = seed == 0 ? Walls{} : draw_walls(chance);
  audio::dsp::RealFft fft(size);
  for (std::size_t m = 0; m < most_microphones; ++m) {
    std::vector<float> response(size);
    add_tap(response, distance_m(m) / speed_of_sound * rate_hz, 1);
    for (const auto& reflection : walls.reflections) {
      const double further =
          reflection.further_m * (1 + 0.02 * chance.normal());
      add_tap(response, (distance_m(m) + further) / speed_of_sound * rate_hz,
              reflection.height);
    }
    if (walls.reverberation_s > 0)
      add_tail(response, walls, rate_hz, chance);
    responses_[m].resize(fft.bins());
    fft.forward(response, responses_[m]);
  }
}

}  // namespace soundcheck::synthetic
