#include "probes/audio/dsp/tone.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include "probes/audio/dsp/decibel.hpp"
#include "probes/audio/dsp/stimulus.hpp"

namespace soundcheck::audio::dsp {

namespace {

constexpr double rate_hz = 48000;
constexpr std::size_t frames = 38400;

/// A sine of `level_dbfs` with a second and a third harmonic.
std::vector<float> sine(double level_dbfs,
                        double frequency_hz = 1000,
                        double second = 0,
                        double third = 0) {
  std::vector<float> samples(frames);
  for (std::size_t n = 0; n < frames; ++n) {
    const double turn =
        2 * std::numbers::pi * frequency_hz * static_cast<double>(n) / rate_hz;
    samples[n] = static_cast<float>(amplitude(level_dbfs) *
                                    (std::sin(turn + 0.7) +
                                     second * std::sin(2 * turn + 0.2) +
                                     third * std::cos(3 * turn)));
  }
  return samples;
}

/// White noise of this level, against a sine of full scale.
void add_noise(std::vector<float>& samples, double level_dbfs, unsigned seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<double> normal(
      0, amplitude(level_dbfs) / std::numbers::sqrt2);
  for (auto& sample : samples)
    sample += static_cast<float>(normal(generator));
}

}  // namespace

TEST_CASE("a pure tone has its level, frequency and no distortion") {
  const auto tone = measure_tone(sine(-40), rate_hz, 1000);

  REQUIRE(tone);
  CHECK(tone->detected());
  CHECK(tone->level_dbfs == Approx(-40).margin(0.001));
  CHECK(tone->frequency_hz == Approx(1000).margin(0.001));
  CHECK(tone->thd_percent < 0.01);
  CHECK(tone->thd_n_percent < 0.05);
  CHECK(tone->level_sigma_db < 0.001);
}

TEST_CASE("two crystals 300 ppm apart change neither level nor distortion") {
  const auto tone = measure_tone(sine(-40, 1000.3), rate_hz, 1000);

  REQUIRE(tone);
  CHECK(tone->frequency_hz == Approx(1000.3).margin(0.001));
  CHECK(tone->level_dbfs == Approx(-40).margin(0.001));
  CHECK(tone->thd_n_percent < 0.05);
}

TEST_CASE("harmonics are distortion, in amount and in the residual") {
  const auto tone = measure_tone(sine(-30, 1000, 0.03, 0.04), rate_hz, 1000);

  REQUIRE(tone);
  CHECK(tone->thd_percent == Approx(5).epsilon(0.001));
  CHECK(tone->thd_n_percent == Approx(5).epsilon(0.001));
}

TEST_CASE("noise counts into THD+N and not into THD") {
  auto samples = sine(-40, 1000, 0.02);
  add_noise(samples, -60, 1);

  const auto tone = measure_tone(samples, rate_hz, 1000);

  REQUIRE(tone);
  CHECK(tone->thd_percent == Approx(2).margin(4 * tone->thd_sigma_percent));
  CHECK(tone->thd_sigma_percent < 0.2);
  CHECK(tone->thd_n_percent == Approx(std::hypot(10.0, 2.0)).epsilon(0.03));
}

TEST_CASE("the stated sigma of the level is the scatter of the level") {
  double squares = 0, stated = 0;
  constexpr int runs = 40;
  for (unsigned seed = 0; seed < runs; ++seed) {
    auto samples = sine(-40);
    add_noise(samples, -30, seed);
    const auto tone = measure_tone(samples, rate_hz, 1000);
    REQUIRE(tone);
    squares += (tone->level_dbfs + 40) * (tone->level_dbfs + 40) / runs;
    stated += tone->level_sigma_db / runs;
  }

  // 40 runs know a standard deviation to 11 %.
  CHECK(std::sqrt(squares) / stated == Approx(1).margin(0.4));
}

TEST_CASE("noise alone and another tone are no tone") {
  for (unsigned seed = 0; seed < 40; ++seed) {
    std::vector<float> samples(frames);
    add_noise(samples, -30, seed);
    const auto tone = measure_tone(samples, rate_hz, 1000);
    REQUIRE(tone);
    CHECK_FALSE(tone->detected());
  }
  const auto other = measure_tone(sine(-20, 1700), rate_hz, 1000);
  REQUIRE(other);
  CHECK(other->level_dbfs < -120);
}

TEST_CASE("silence is measured and is nothing") {
  const std::vector<float> silence(frames);

  const auto tone = measure_tone(silence, rate_hz, 1000);
  const auto noise = measure_noise(silence);

  REQUIRE(tone);
  CHECK_FALSE(tone->detected());
  CHECK(tone->level_dbfs == silence_dbfs);
  REQUIRE(noise);
  CHECK(noise->level_dbfs == silence_dbfs);
  CHECK(noise->constant);
}

TEST_CASE("an offset is DC and neither tone nor noise") {
  auto samples = sine(-60);
  for (auto& sample : samples)
    sample += 0.25F;

  const auto tone = measure_tone(samples, rate_hz, 1000);
  const auto noise = measure_noise(samples);

  REQUIRE(tone);
  CHECK(tone->dc == Approx(0.25).margin(1e-4));
  CHECK(tone->level_dbfs == Approx(-60).margin(0.01));
  REQUIRE(noise);
  CHECK(noise->level_dbfs == Approx(-60).margin(0.01));
  CHECK_FALSE(noise->constant);
}

TEST_CASE("numbers that are none, and too few of them, are not measured") {
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(),
                          std::numeric_limits<float>::infinity()}) {
    auto samples = sine(-40);
    samples[frames / 2] = bad;
    CHECK_FALSE(measure_tone(samples, rate_hz, 1000));
    CHECK_FALSE(measure_noise(samples));
  }
  CHECK_FALSE(measure_tone(std::vector<float>(63), rate_hz, 1000));
  CHECK_FALSE(measure_noise({}));
}

TEST_CASE("any allowed tone can be looked for in any allowed length") {
  for (const double tone_hz : {20.0, 3999.0, 20000.0}) {
    const auto tone = measure_tone(std::span<const float>(sine(-20, tone_hz)),
                                   rate_hz, tone_hz);
    REQUIRE(tone);
    CHECK(tone->level_dbfs == Approx(-20).margin(0.05));
    const auto few = sine(-20, tone_hz);
    CHECK(measure_tone(std::span(few).first(64), rate_hz, tone_hz));
  }
}

TEST_CASE("a tone burst begins and ends gently between silences") {
  ToneBurst burst;
  burst.silence_before_s = 0.1;
  burst.tone_s = 0.5;

  const auto samples = make_tone_burst(burst);

  REQUIRE(samples.size() == 28800);
  CHECK(std::ranges::all_of(samples.begin(), samples.begin() + 4800,
                            [](float x) { return x == 0; }));
  CHECK(*std::ranges::max_element(samples) == Approx(0.1).epsilon(0.001));
  CHECK(std::abs(samples[4850]) < 0.01F);
  CHECK(std::abs(samples.back()) < 0.001F);
  burst.tone_s = 0;
  CHECK(make_tone_burst(burst).size() == 4800);
}

}  // namespace soundcheck::audio::dsp
