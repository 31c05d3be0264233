#include "probes/audio/dsp/response.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/unit/probes/audio/dsp/heard_sweep.hpp"

namespace soundcheck::audio::dsp {

namespace {

/// A device in its room at 10 dB SNR, and without any noise.
struct Heard {
  Heard() : bench(heard.sweep) {
    device.microphones = 1;
    device.microphone[0].noise_dbfs = -200;
  }
  LinearResponse response(double snr_db, std::uint64_t seed) {
    const auto recorded = bench.record(device, 3, {.snr_db = snr_db}, seed);
    heard.hear(recorded.sweep.front());
    const auto lag = heard.arrival()->lag;
    return measure_response(heard.response, lag, heard.noise, heard.gate);
  }
  HeardSweep heard;
  synthetic::Bench bench;
  synthetic::Device device;
};

}  // namespace

TEST_CASE("the error of a response is what its sigma says") {
  Heard heard;
  const auto truth = heard.response(90, 1);

  double squares = 0;
  int count = 0;
  for (std::uint64_t seed = 2; seed < 8; ++seed) {
    const auto response = heard.response(10, seed);
    for (std::size_t band = 0; band < band_count; ++band) {
      const double error = response.level_db(band) - truth.level_db(band);
      CHECK(std::abs(error) < 5 * response.sigma_db(band));
      squares += std::pow(error / response.sigma_db(band), 2);
      ++count;
    }
  }
  CHECK(std::sqrt(squares / count) == Approx(0.95).margin(0.25));
}

TEST_CASE("a response without noise has a small sigma and much SNR") {
  Heard heard;
  const auto response = heard.response(60, 1);

  for (std::size_t band = 0; band < band_count; ++band) {
    CHECK(response.snr_db[band] > 40);
    CHECK(response.sigma_db(band) < 0.05);
  }
}

TEST_CASE("noise alone has no level and says so") {
  HeardSweep heard;
  std::vector<float> noise(heard.sweep.recorded());
  add_white_noise(noise, 0.01, 5);
  heard.hear(noise);
  const auto response =
      measure_response(heard.response, 2000, heard.noise, heard.gate);

  for (std::size_t band = 0; band < band_count; ++band)
    CHECK(response.power[band] < 5 * response.sigma[band]);
}

}  // namespace soundcheck::audio::dsp
