#include "probes/audio/dsp/transfer.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "tests/unit/probes/audio/dsp/heard_sweep.hpp"

namespace soundcheck::audio::dsp {

namespace {

/// Noise with more bass than treble whose level changes ten times a second.
std::vector<float> music(std::size_t length, std::uint64_t seed) {
  synthetic::Chance chance(seed);
  std::vector<float> samples(length);
  double low = 0, level = 0.1;
  for (std::size_t n = 0; n < length; ++n) {
    if (n % 4800 == 0)
      level = chance.uniform(0.03, 0.15);
    const double white = chance.normal();
    low += 0.1 * (white - low);
    samples[n] = static_cast<float>(level * (low + 0.2 * white));
  }
  return samples;
}

/// 3 samples of a response, 900 late.
std::vector<float> through_the_air(const std::vector<float>& played) {
  std::vector<float> heard(played.size() + 2000);
  for (std::size_t n = 0; n < played.size(); ++n) {
    heard[n + 900] += 0.2F * played[n];
    heard[n + 903] += 0.1F * played[n];
  }
  return heard;
}

double expected_db(std::size_t band) {
  constexpr int steps = 50;
  double sum = 0;
  for (int i = 0; i < steps; ++i) {
    const double hz =
        band_low_hz(band) +
        (band_high_hz(band) - band_low_hz(band)) * (i + 0.5) / steps;
    const double turn = 2 * std::numbers::pi * 3 * hz / 48000;
    sum += 0.04 + 0.01 + 0.04 * std::cos(turn);
  }
  return 10 * std::log10(sum / steps);
}

}  // namespace

TEST_CASE("ordinary playback shows the response, its sigma and its delay") {
  Gate gate(48000);
  const auto played = music(240'000, 1);
  auto heard = through_the_air(played);
  add_white_noise(heard, 0.001, 2);
  const auto somewhere = measure_transfer(played, heard, 0, gate);
  REQUIRE(somewhere);
  const auto lag = find_direct_sound(std::span(&*somewhere, 1), 48000);
  REQUIRE(lag);
  CHECK(*lag == 900);

  const auto transfer = measure_transfer(played, heard, *lag, gate);
  REQUIRE(transfer);
  const auto response =
      measure_response(transfer->impulse, 0, transfer->noise, gate);
  for (std::size_t band = 0; band < 17; ++band) {
    const double error = response.level_db(band) - expected_db(band);
    INFO("band " << band << ", coherence " << transfer->coherence[band]);
    CHECK(std::abs(error) < 5 * response.sigma_db(band) + 0.1);
    CHECK(response.sigma_db(band) < 0.5);
  }
}

TEST_CASE("what is told to have been played may come later than its sound") {
  Gate gate(48000);
  auto played = music(240'000, 1);
  auto heard = through_the_air(played);
  played.insert(played.begin(), 1200, 0.0F);
  const auto transfer = measure_transfer(played, heard, 0, gate);

  REQUIRE(transfer);
  CHECK(find_direct_sound(std::span(&*transfer, 1), 48000) == -300);
}

TEST_CASE("playback that nobody hears has no coherence") {
  Gate gate(48000);
  std::vector<float> noise(240'000);
  add_white_noise(noise, 0.01, 3);
  const auto transfer = measure_transfer(music(240'000, 1), noise, 0, gate);

  REQUIRE(transfer);
  CHECK_FALSE(find_direct_sound(std::span(&*transfer, 1), 48000));
  const auto response =
      measure_response(transfer->impulse, 0, transfer->noise, gate);
  for (std::size_t band = 0; band < band_count; ++band) {
    CHECK(transfer->coherence[band] < 0.2);
    CHECK(response.power[band] < 6 * response.sigma[band]);
  }
}

TEST_CASE("too little playback gives nothing") {
  Gate gate(48000);
  const std::vector<float> little(20'000);
  CHECK_FALSE(measure_transfer(little, little, 0, gate));
  CHECK_FALSE(measure_transfer({}, {}, 0, gate));
}

}  // namespace soundcheck::audio::dsp
