#include "tests/acoustic-bench/surroundings.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include "tests/acoustic-bench/acoustics.hpp"
#include "tests/acoustic-bench/noise.hpp"
#include "tests/acoustic-bench/rate.hpp"
#include "tests/acoustic-bench/talk_and_music.hpp"

namespace soundcheck::bench {

namespace {

/// No arrival is earlier or later against the middle of the device.
constexpr std::int64_t latest = 8;

std::array<std::int64_t, microphone_count> arrivals(const Chance& chance) {
  const double turn = chance.uniform(0, 0, 2 * std::numbers::pi);
  std::array<std::int64_t, microphone_count> late{};
  for (std::size_t m = 0; m < microphone_count; ++m) {
    const auto at = microphone_place(m);
    const double way_m = at.x_m * std::cos(turn) + at.y_m * std::sin(turn);
    late[m] = std::lround(way_m / sound_m_s * rate_hz);
  }
  return late;
}

/// One sound, at each microphone at its own time.
void add_from_afar(std::span<const float> sound,
                   std::span<const std::int64_t> late,
                   std::span<const std::size_t> places,
                   std::span<const std::span<float>> samples) {
  for (std::size_t m = 0; m < samples.size(); ++m) {
    const auto shift = static_cast<std::size_t>(latest - late[places[m]]);
    for (std::size_t n = 0; n < samples[m].size(); ++n)
      samples[m][n] += sound[n + shift];
  }
}

}  // namespace

Surroundings::Surroundings(std::uint64_t seed)
    : seed_(seed),
      talk_late_(arrivals(Chance(seed, 0x6c696e67))),
      music_late_(arrivals(Chance(seed, 0x6c69666b))) {}

void Surroundings::add(std::int64_t first,
                       const Faults& faults,
                       std::span<const std::size_t> places,
                       std::span<const std::span<float>> samples) const {
  for (std::size_t m = 0; m < samples.size(); ++m) {
    const Chance chance(seed_, 0x616d6200 + places[m]);
    if (faults.noise_kind == NoiseKind::pink)
      add_pink(chance, first, rms(faults.noise_dbfs), samples[m]);
    else
      add_white(chance, first, rms(faults.noise_dbfs), samples[m]);
  }
  if (samples.empty())
    return;
  const auto length = samples[0].size() + 2 * latest;
  if (faults.talk_dbfs > silent_dbfs) {
    std::vector<float> talk(length);
    add_talk(seed_, first - latest, rms(faults.talk_dbfs), talk);
    add_from_afar(talk, talk_late_, places, samples);
  }
  if (faults.music_dbfs > silent_dbfs) {
    std::vector<float> music(length);
    add_music(seed_, first - latest, rms(faults.music_dbfs), music);
    add_from_afar(music, music_late_, places, samples);
  }
}

}  // namespace soundcheck::bench
