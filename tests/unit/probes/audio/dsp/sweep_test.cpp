#include "probes/audio/dsp/sweep.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/unit/probes/audio/dsp/heard_sweep.hpp"

namespace soundcheck::audio::dsp {

TEST_CASE("a sweep has the length, level and record that were planned") {
  const Sweep sweep({});
  const auto samples = sweep.samples();

  CHECK(sweep.seconds() == Approx(1.5).margin(0.05));
  CHECK(samples.size() == static_cast<std::size_t>(sweep.seconds() * 48000));
  CHECK(sweep.recorded() == 1U << 17);
  CHECK(*std::max_element(samples.begin(), samples.end()) ==
        Approx(0.1).epsilon(1e-3));
  CHECK(samples.front() == 0);
  CHECK(std::abs(samples.back()) < 0.01F);
}

TEST_CASE("a synchronized sweep makes a whole number of turns per e-fold") {
  const Sweep sweep({.seconds = 0.7});
  const double turns = sweep.plan().first_hz * sweep.growth_s();

  CHECK(turns == Approx(std::round(turns)).margin(1e-9));
  CHECK(sweep.frequency_at(sweep.time_of(1000)) == Approx(1000));
  CHECK(sweep.lead_s(2) == Approx(sweep.time_of(2000) - sweep.time_of(1000)));
}

TEST_CASE("a sweep stays below half of a low rate") {
  const Sweep sweep({.rate_hz = 16000});

  CHECK(sweep.last_hz() == Approx(7200));
  CHECK(sweep.recorded() == 65536);
}

TEST_CASE("a wire gives one pulse at the lag of its delay") {
  HeardSweep heard;
  heard.hear(late_stimulus(heard.sweep, 1234));
  const auto peak =
      std::max_element(heard.response.begin(), heard.response.end());

  CHECK(peak - heard.response.begin() == 1234);
  // Between the sweep's ends and no further: 80 % of the band.
  CHECK(*peak == Approx(0.83).margin(0.05));
  REQUIRE(heard.arrival());
  CHECK(heard.arrival()->lag == 1234);
}

TEST_CASE("undoing a deconvolution gives the recording back") {
  HeardSweep heard;
  const auto recording = late_stimulus(heard.sweep, 500);
  heard.hear(recording);
  std::vector<float> back(heard.deconvolution.size());
  heard.deconvolution.undo(heard.response, 0, back);

  // In the middle of the sweep, away from its faded ends.
  double rest = 0, power = 0;
  for (std::size_t n = 10'000; n < 60'000; ++n) {
    rest += std::pow(static_cast<double>(back[n] - recording[n]), 2);
    power += std::pow(static_cast<double>(recording[n]), 2);
  }
  CHECK(rest / power < 1e-4);
}

TEST_CASE("a recording that is too short or too long is no harm") {
  HeardSweep heard;
  std::vector<float> longer(heard.sweep.recorded() + 5000, 0.1F);
  heard.hear(longer);
  heard.hear({});

  CHECK(heard.response.size() == heard.sweep.recorded());
  CHECK_FALSE(heard.arrival());
}

TEST_CASE("noise alone has no arrival") {
  HeardSweep heard;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    std::vector<float> noise(heard.sweep.recorded());
    add_white_noise(noise, 0.05, seed);
    heard.hear(noise);
    CHECK_FALSE(heard.arrival());
  }
}

}  // namespace soundcheck::audio::dsp
