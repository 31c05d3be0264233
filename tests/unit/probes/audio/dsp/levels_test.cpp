#include "probes/audio/dsp/levels.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "probes/audio/dsp/average.hpp"
#include "probes/audio/dsp/hum.hpp"
#include "probes/audio/dsp/power_spectrum.hpp"
#include "tests/unit/probes/audio/synthetic/chance.hpp"

namespace soundcheck::audio::dsp {

namespace {

std::vector<float> noise(double rms, std::size_t length, std::uint64_t seed) {
  synthetic::Chance chance(seed);
  std::vector<float> samples(length);
  for (auto& sample : samples)
    sample = static_cast<float>(rms * chance.normal());
  return samples;
}

void add_sine(std::vector<float>& samples, double amplitude, double hz) {
  for (std::size_t n = 0; n < samples.size(); ++n)
    samples[n] += static_cast<float>(
        amplitude *
        std::sin(2 * std::numbers::pi * hz * static_cast<double>(n) / 48000));
}

}  // namespace

TEST_CASE("DC is told apart from sound by its sigma") {
  auto samples = noise(0.01, 48000, 11);
  for (auto& sample : samples)
    sample += 0.02F;
  const auto facts = measure_samples(samples);

  CHECK(facts.dc == Approx(0.02).margin(3 * facts.dc_sigma));
  CHECK(facts.dc_sigma < 0.0002);
  CHECK(std::sqrt(facts.mean_square) == Approx(0.01).epsilon(0.03));
  CHECK_FALSE(facts.constant);
}

TEST_CASE("a dead stream, a run, full scale and NaN are seen") {
  CHECK(measure_samples(std::vector<float>(1000)).constant);

  auto samples = noise(0.01, 1000, 2);
  std::fill_n(samples.begin() + 100, 50, 1.0F);
  const auto facts = measure_samples(samples);
  CHECK(facts.full_scale == 50);
  CHECK(facts.longest_run == 50);

  samples[7] = std::numeric_limits<float>::quiet_NaN();
  CHECK_FALSE(measure_samples(samples).finite);
  CHECK(measure_samples({}).constant);
}

TEST_CASE("bits that never change are named") {
  std::vector<std::int32_t> codes;
  for (int i = -200; i < 200; ++i)
    codes.push_back(i & ~0x3c);
  CHECK(mask_of_codes(codes, 16).stuck() == 0x3c);

  auto samples = noise(0.01, 4000, 3);
  for (auto& sample : samples)
    sample = std::round(sample * 32768) / 32768;
  CHECK(mask_of_samples(samples, 16).stuck() == 0);
  for (auto& sample : samples)
    sample =
        static_cast<float>(static_cast<int>(std::lround(sample * 32768)) | 1) /
        32768;
  CHECK(mask_of_samples(samples, 16).stuck() == 1);
  CHECK(mask_of_codes({}, 16).stuck() == 0);
}

TEST_CASE("a power spectrum adds up to the mean square") {
  auto samples = noise(0.01, 48000, 4);
  add_sine(samples, 0.1, 1000);
  const auto spectrum = measure_power_spectrum(samples, 48000);

  CHECK(band_dbfs(spectrum, 900, 1100) == Approx(-20).margin(0.05));
  CHECK(spectrum.mean_square(2000, 24000) ==
        Approx(1e-4 * 22.0 / 24).epsilon(0.05));
  CHECK(spectrum.density(5000) == Approx(1e-4).epsilon(0.8));
  CHECK(spectrum.sigma_db(5000, 12000) < 0.2);
  // A tone of 1 kHz weighs 1; so much white noise is 34 dB below it.
  CHECK(a_weighted_dbfs(spectrum) == Approx(-20).margin(0.1));
}

TEST_CASE("the A-weighting has the values of its standard") {
  CHECK(10 * std::log10(a_weight(100)) == Approx(-19.1).margin(0.1));
  CHECK(10 * std::log10(a_weight(1000)) == Approx(0).margin(1e-9));
  CHECK(10 * std::log10(a_weight(10000)) == Approx(-2.5).margin(0.1));
  CHECK(a_weight(0) == 0);
}

TEST_CASE("hum of either mains is found in noise") {
  for (const double mains : {50.0, 60.0}) {
    auto samples = noise(0.003, 48000, 5);
    add_sine(samples, 0.003, 2 * mains);
    const auto hum = measure_hum(samples, 48000);
    INFO(mains << " Hz");
    CHECK(hum.frequency_hz == mains);
    CHECK(hum.excess_db > 25);
    CHECK(hum.level_dbfs == Approx(-50.5).margin(1));
  }
}

TEST_CASE("noise, and a voice that passes through a line, is no hum") {
  CHECK(measure_hum(noise(0.01, 48000, 6), 48000).excess_db < 12);

  auto samples = noise(0.001, 48000, 7);
  for (std::size_t n = 0; n < 24000; ++n)
    samples[n] += 0.05F * std::sin(0.01309F * static_cast<float>(n));
  CHECK(measure_hum(samples, 48000).excess_db < 12);
}

TEST_CASE("a coherent average lowers noise and keeps what repeats") {
  CoherentAverage average(4800);
  for (std::uint64_t run = 0; run < 16; ++run) {
    auto samples = noise(0.01, 4900, run + 10);
    const auto late = static_cast<std::size_t>(run);
    for (std::size_t n = 0; n < 4800; ++n)
      samples[n + late] += n == 100 ? 0.5F : 0.0F;
    average.add(samples, static_cast<std::ptrdiff_t>(late));
  }
  const auto mean = average.mean();

  CHECK(average.count() == 16);
  CHECK(mean[100] == Approx(0.5).margin(0.01));
  const auto facts = measure_samples(std::span(mean).subspan(200));
  CHECK(std::sqrt(facts.mean_square) == Approx(0.0025).epsilon(0.1));
}

}  // namespace soundcheck::audio::dsp
