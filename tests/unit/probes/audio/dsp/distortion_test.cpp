#include "probes/audio/dsp/distortion.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "probes/audio/dsp/residual.hpp"
#include "tests/unit/probes/audio/dsp/heard_sweep.hpp"

namespace soundcheck::audio::dsp {

namespace {

constexpr std::size_t late = 2400;

/// x + second x^2 + third x^3, x against the sweep's amplitude.
std::vector<float> bent(const Sweep& sweep, double second, double third) {
  auto samples = late_stimulus(sweep, late);
  for (auto& sample : samples) {
    const double x = static_cast<double>(sample) / sweep.amplitude();
    sample = static_cast<float>(sweep.amplitude() *
                                (x + second * x * x + third * x * x * x));
  }
  return samples;
}

Distortion measure(HeardSweep& heard, const std::vector<float>& recording) {
  heard.hear(recording);
  const auto linear =
      measure_response(heard.response, late, heard.noise, heard.gate);
  return measure_distortion(heard.response, late, linear, heard.noise,
                            heard.sweep, heard.gate);
}

}  // namespace

TEST_CASE("a bent characteristic has the distortion that algebra gives it") {
  HeardSweep heard;
  const auto distortion = measure(heard, bent(heard.sweep, 0.04, 0.08));

  // cos^2 = 1/2 + cos(2)/2; cos^3 = 3/4 cos + cos(3)/4.
  const double first = 1 + 0.75 * 0.08;
  const double thd = 100 * std::hypot(0.02, 0.02) / first;
  for (std::size_t band = 1; band < 12; ++band) {
    // A wire has no bottom of its own: the gate cuts the ringing of the
    // sweep's lower end, which shows up to 700 Hz.
    const double ripple = band < 6 ? 0.16 : 0.03;
    INFO("band " << band);
    CHECK(distortion.thd_percent(band) == Approx(thd).epsilon(ripple));
    CHECK(distortion.orders[2][band] ==
          Approx(distortion.orders[3][band]).epsilon(0.1));
  }
}

TEST_CASE("noise alone is no distortion, but its floor is told") {
  HeardSweep heard;
  auto recording = bent(heard.sweep, 0, 0);
  add_white_noise(recording, 0.002, 3);
  const auto distortion = measure(heard, recording);

  for (std::size_t band = 1; band < 9; ++band) {
    CHECK(std::abs(distortion.power[band]) < 4 * distortion.sigma[band]);
    CHECK(distortion.floor_percent(band) > 0.05);
  }
}

TEST_CASE("clicks are seen in the residual, noise and bending are not") {
  HeardSweep heard;
  ResidualMeter meter(heard.deconvolution);
  auto recording = bent(heard.sweep, 0.05, 0.05);
  add_white_noise(recording, 0.0005, 3);
  heard.hear(recording);
  const auto clean = meter.measure(heard.response, recording, late);
  CHECK(clean.crest_db() < 16);

  // One click 60 ms after the start, 34 dB below the sweep's amplitude.
  for (std::size_t n = 0; n < 40; ++n)
    recording[late + 2880 + n] +=
        static_cast<float>(0.02 * std::exp(-static_cast<double>(n) / 10) *
                           std::sin(0.5 * static_cast<double>(n)));
  heard.hear(recording);
  auto click = meter.measure(heard.response, recording, late);

  CHECK(click.crest_db() > 18);
  CHECK(click.peak_over_noise_db() > clean.peak_over_noise_db() + 6);
  CHECK(click.loudest() == 3);

  SECTION("what another run does not have is gone") {
    ResidualMeter::keep_smaller(click, clean);
    CHECK(click.crest_db() < 16);
  }
}

}  // namespace soundcheck::audio::dsp
