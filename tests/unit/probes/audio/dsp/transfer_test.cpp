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
  const auto transfer = measure_transfer(played, heard, 800, gate);

  REQUIRE(transfer);
  CHECK(transfer->lag == 900);
  for (std::size_t band = 0; band < 17; ++band) {
    const double error = transfer->response.level_db(band) - expected_db(band);
    INFO("band " << band << ", coherence " << transfer->coherence[band]);
    CHECK(std::abs(error) < 5 * transfer->response.sigma_db(band) + 0.1);
    CHECK(transfer->response.sigma_db(band) < 0.5);
  }
}

TEST_CASE("playback that nobody hears has no coherence") {
  Gate gate(48000);
  std::vector<float> noise(240'000);
  add_white_noise(noise, 0.01, 3);
  const auto transfer = measure_transfer(music(240'000, 1), noise, 0, gate);

  REQUIRE(transfer);
  for (std::size_t band = 0; band < band_count; ++band) {
    CHECK(transfer->coherence[band] < 0.2);
    CHECK(transfer->response.power[band] < 6 * transfer->response.sigma[band]);
  }
}

TEST_CASE("too little playback gives nothing") {
  Gate gate(48000);
  const std::vector<float> little(20'000);
  CHECK_FALSE(measure_transfer(little, little, 0, gate));
  CHECK_FALSE(measure_transfer({}, {}, 0, gate));
}

}  // namespace soundcheck::audio::dsp
