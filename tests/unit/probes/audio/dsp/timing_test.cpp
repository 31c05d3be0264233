#include "probes/audio/dsp/timing.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "probes/audio/dsp/octaves.hpp"
#include "tests/unit/probes/audio/dsp/heard_sweep.hpp"

namespace soundcheck::audio::dsp {

namespace {

/// A loudspeaker's pulse later by `delay_s`, drawn out by a clock ratio.
CrossSpectrum shifted(const Gate& gate,
                      const Sweep& sweep,
                      double delay_s,
                      double drift,
                      double sign) {
  CrossSpectrum cross{Spectrum(gate.bins()), std::vector<float>(gate.bins())};
  for (std::size_t k = 1; k < gate.bins(); ++k) {
    const double f = static_cast<double>(k) * gate.bin_hz();
    const double phase = -2 * std::numbers::pi * f *
                         (delay_s + drift * sweep.growth_s() *
                                        std::log(f / sweep.plan().first_hz));
    cross.cross[k] = std::complex<float>(std::polar(sign, phase));
    cross.snr[k] = 100;
  }
  return cross;
}

}  // namespace

TEST_CASE("delay and polarity are found far below a sample") {
  const Sweep sweep({});
  const Gate gate(48000);
  TimingFitter fitter(sweep, gate);
  const std::vector<CrossSpectrum> microphones = {
      shifted(gate, sweep, 7.3e-6, 0, 1), shifted(gate, sweep, -2e-4, 0, -1)};
  const auto fit = fitter.fit(microphones, false);

  CHECK(fit.microphones[0].delay_s == Approx(7.3e-6).margin(1e-9));
  CHECK(fit.microphones[0].polarity == 1);
  CHECK(fit.microphones[1].delay_s == Approx(-2e-4).margin(1e-9));
  CHECK(fit.microphones[1].polarity == -1);
  CHECK(fit.microphones[0].sigma_s < 2e-7);
  CHECK(fit.coherence > 0.99);
}

TEST_CASE("a clock ratio is found and separated from delay") {
  const Sweep sweep({});
  const Gate gate(48000);
  TimingFitter fitter(sweep, gate);
  for (const double ppm : {-700.0, -40.0, 3.0, 200.0, 960.0}) {
    const std::vector<CrossSpectrum> microphones = {
        shifted(gate, sweep, 1e-5, ppm * 1e-6, 1),
        shifted(gate, sweep, -1e-5, ppm * 1e-6, 1)};
    const auto fit = fitter.fit(microphones, true);
    INFO(ppm << " ppm");
    CHECK(fit.ppm == Approx(ppm).margin(0.1));
    CHECK(fit.microphones[0].delay_s == Approx(1e-5).margin(1e-8));
    CHECK(fit.coherence > 0.99);
  }
}

TEST_CASE("noise alone fits no delay and says so") {
  const Sweep sweep({});
  const Gate gate(48000);
  TimingFitter fitter(sweep, gate);
  std::vector<CrossSpectrum> silent = {
      {Spectrum(gate.bins()), std::vector<float>(gate.bins())}};
  const auto fit = fitter.fit(silent, true);

  CHECK(fit.microphones[0].sigma_s > 1);
  CHECK(fit.coherence < 0.1);
}

TEST_CASE("octaves of a healthy device arrive together") {
  HeardSweep heard;
  heard.hear(late_stimulus(heard.sweep, 2400));
  OctaveMeter meter(48000);
  meter.add(heard.response, 2400);
  const auto pattern = find_pattern(meter.measure(), 20);

  CHECK(pattern.octaves >= 5);
  CHECK(pattern.spread_s < 0.0005);
}

TEST_CASE("lost samples are a step between octaves") {
  HeardSweep heard;
  auto recording = late_stimulus(heard.sweep, 2400);
  const auto at =
      recording.begin() + 2400 +
      static_cast<std::ptrdiff_t>(heard.sweep.time_of(1100) * 48000);
  recording.erase(at, at + 480);
  heard.hear(recording);
  OctaveMeter meter(48000);
  meter.add(heard.response, 2400);
  const auto pattern = find_pattern(meter.measure(), 20);

  CHECK(pattern.spread_s == Approx(0.01).margin(0.0015));
  CHECK(pattern.step_s == Approx(-0.01).margin(0.0015));
  CHECK(pattern.rest_of_step < pattern.rest_of_line);
}

TEST_CASE("a wrong rate is a line through the octaves") {
  HeardSweep heard;
  synthetic::Bench bench(heard.sweep);
  synthetic::Device device;
  device.microphones = 1;
  device.clock_ratio = 44100.0 / 48000;
  heard.hear(bench.record(device, 0, {.snr_db = 60}, 1).sweep.front());
  OctaveMeter meter(48000);
  meter.add(heard.response, 2400);
  const auto pattern = find_pattern(meter.measure(), 15);

  CHECK(pattern.octaves >= 4);
  CHECK(pattern.spread_s > 0.02);
  CHECK(pattern.rest_of_line < pattern.rest_of_step);
}

}  // namespace soundcheck::audio::dsp
