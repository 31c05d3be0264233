#include "tests/acoustic-bench/room.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

namespace soundcheck::bench {

namespace {

constexpr std::size_t frames = 4800;
constexpr double silence_dbfs = -150;

using Heard = std::array<std::vector<float>, microphone_count>;

std::vector<float> tone(double amplitude) {
  std::vector<float> samples(Room::memory + frames);
  for (std::size_t n = 0; n < samples.size(); ++n) {
    samples[n] = static_cast<float>(
        amplitude *
        std::sin(2 * std::numbers::pi * 1000 * static_cast<double>(n) / 48000));
  }
  return samples;
}

Heard hear(const std::vector<float>& played,
           const Faults& faults,
           const Mixer& mixer = {},
           std::int64_t first = 0) {
  static const Room room;
  Heard heard;
  std::vector<std::span<float>> views;
  for (auto& microphone : heard) {
    microphone.resize(played.size() - Room::memory);
    views.emplace_back(microphone);
  }
  room.hear(first, played, mixer, faults, views);
  return heard;
}

/// Against a sine of full scale.
double level_dbfs(const std::vector<float>& samples) {
  double sum = 0;
  for (const float x : samples)
    sum += static_cast<double>(x) * static_cast<double>(x);
  return 10 * std::log10(2 * sum / static_cast<double>(samples.size()) + 1e-15);
}

}  // namespace

TEST_CASE("a healthy room attenuates 1 kHz by 20 dB to each microphone") {
  const auto heard = hear(tone(0.1), Faults());

  for (const auto& microphone : heard)
    CHECK(level_dbfs(microphone) == Approx(-40).margin(2));
}

TEST_CASE("mute, volume and a dead loudspeaker leave the ambient noise") {
  Faults dead;
  dead.speaker_mute = true;
  const auto noise_dbfs = Approx(Faults().noise_dbfs).margin(0.5);

  CHECK(level_dbfs(hear(tone(0.1), dead)[0]) == noise_dbfs);
  CHECK(level_dbfs(hear(tone(0.1), {}, {false, 80})[1]) == noise_dbfs);
  CHECK(level_dbfs(hear(tone(0.1), {}, {true, 0})[2]) == noise_dbfs);
  CHECK(level_dbfs(hear(tone(0.1), {}, {true, 60})[3]) ==
        Approx(-50).margin(2));
}

TEST_CASE("a fault of one microphone leaves the others alone") {
  Faults faults;
  faults.microphones[0].dead = true;
  faults.microphones[2].gain_db = -12;

  const auto heard = hear(tone(0.1), faults);
  const auto healthy = hear(tone(0.1), Faults());

  CHECK(level_dbfs(heard[0]) == Approx(-90).margin(0.5));
  CHECK(heard[1] == healthy[1]);
  CHECK(level_dbfs(heard[2]) ==
        Approx(level_dbfs(healthy[2]) - 12).margin(0.1));
  CHECK(heard[3] == healthy[3]);
}

TEST_CASE("a clipping amplifier takes level away and adds harmonics") {
  Faults faults;
  faults.noise_dbfs = silence_dbfs;
  const auto healthy = hear(tone(0.1), faults);
  faults.clip = 0.005;

  const auto clipped = hear(tone(0.1), faults);

  CHECK(level_dbfs(clipped[0]) < level_dbfs(healthy[0]) - 10);
}

TEST_CASE("the same time sounds the same, however it is cut") {
  const auto played = tone(0.1);
  const auto whole = hear(played, Faults());
  const std::vector<float> rest(played.begin() + 1000, played.end());

  const auto part = hear(rest, Faults(), {}, 1000);

  for (std::size_t n = 0; n < part[1].size(); ++n)
    REQUIRE(part[1][n] == Approx(whole[1][n + 1000]).margin(1e-6));
}

TEST_CASE("the noise of one microphone is not that of another") {
  Faults faults;
  faults.noise_dbfs = -20;
  const auto heard = hear(std::vector<float>(Room::memory + frames), faults);
  double product = 0, square = 0;
  for (std::size_t n = 0; n < frames; ++n) {
    product += static_cast<double>(heard[0][n] * heard[1][n]);
    square += static_cast<double>(heard[0][n] * heard[0][n]);
  }

  CHECK(level_dbfs(heard[0]) == Approx(-20).margin(0.3));
  CHECK(std::abs(product / square) < 0.06);
}

}  // namespace soundcheck::bench
