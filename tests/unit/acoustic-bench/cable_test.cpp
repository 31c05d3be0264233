#include "tests/acoustic-bench/cable/cable.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

namespace soundcheck::bench {

namespace {

constexpr std::size_t frames = 9600;
using Levels = std::array<double, microphone_count>;

std::vector<std::int16_t> tone(double amplitude) {
  std::vector<std::int16_t> samples;
  for (std::size_t n = 0; n < frames; ++n) {
    const double turn =
        2 * std::numbers::pi * 1000 * static_cast<double>(n) / 48000;
    const auto sample = std::lround(32767 * amplitude * std::sin(turn));
    samples.insert(samples.end(), 2, static_cast<std::int16_t>(sample));
  }
  return samples;
}

/// Against a sine of full scale.
Levels levels_dbfs(double amplitude, const Faults& faults) {
  Cable cable;
  std::vector<std::int16_t> heard(frames * microphone_count);
  cable.carry(tone(amplitude), faults, heard);
  Levels levels{};
  for (std::size_t m = 0; m < microphone_count; ++m) {
    double sum = 0;
    for (std::size_t n = 0; n < frames; ++n) {
      const double x = heard[n * microphone_count + m] / 32767.0;
      sum += x * x;
    }
    levels[m] = 10 * std::log10(2 * sum / frames + 1e-15);
  }
  return levels;
}

}  // namespace

TEST_CASE("a healthy cable attenuates a tone by 20 dB to each microphone") {
  for (const double level : levels_dbfs(0.1, Faults()))
    CHECK(level == Approx(-40).margin(0.3));
}

TEST_CASE("silence and mute leave the ambient noise on the cable") {
  Faults mute;
  mute.speaker_mute = true;

  for (const double level : levels_dbfs(0, Faults()))
    CHECK(level == Approx(-75).margin(1));
  for (const double level : levels_dbfs(0.5, mute))
    CHECK(level == Approx(-75).margin(1));
}

TEST_CASE("a dead microphone on the cable keeps only its own noise") {
  Faults faults;
  faults.microphones[1].dead = true;

  const auto levels = levels_dbfs(0.1, faults);

  CHECK(levels[0] == Approx(-40).margin(0.3));
  // Rounding to whole samples adds its own -101 dBFS.
  CHECK(levels[1] < -85);
}

TEST_CASE("gains of loudspeaker and microphone add up on the cable") {
  Faults faults;
  faults.speaker_gain_db = -6;
  faults.microphones[2].gain_db = -12;

  const auto levels = levels_dbfs(0.1, faults);

  CHECK(levels[0] == Approx(-46).margin(0.3));
  CHECK(levels[2] == Approx(-58).margin(0.5));
}

TEST_CASE("swapped microphones change places on the cable") {
  Faults faults;
  faults.mic_swap = true;
  faults.microphones[0].dead = true;

  const auto levels = levels_dbfs(0.1, faults);

  CHECK(levels[0] == Approx(-40).margin(0.3));
  CHECK(levels[1] < -85);
}

TEST_CASE("a clipping amplifier limits what the cable carries") {
  Faults faults;
  faults.clip = 0.1;

  // A sine of ten times the limit is almost a square of the limit.
  CHECK(levels_dbfs(1, faults)[0] == Approx(-40 + 2.9).margin(0.3));
}

TEST_CASE("more than full scale at a microphone stays at full scale") {
  Faults faults;
  faults.microphones[0].gain_db = 40;

  CHECK(levels_dbfs(1, faults)[0] == Approx(2.9).margin(0.2));
}

}  // namespace soundcheck::bench
