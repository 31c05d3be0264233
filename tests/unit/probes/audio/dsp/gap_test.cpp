#include "probes/audio/dsp/gap.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/unit/probes/audio/dsp/heard_sweep.hpp"

namespace soundcheck::audio::dsp {

namespace {

/// What one microphone in a room hears, and what is looked for in it.
struct Room {
  Room() {
    synthetic::Bench bench(heard.sweep);
    auto recorded = bench.record({}, 7, {.snr_db = 30}, 1);
    sweep = std::move(recorded.sweep.front());
    noise = measure_power_spectrum(recorded.quiet.front(), 48000);
    heard.hear(sweep);
    arrival = heard.arrival().value().lag;
  }

  void silence(double from_s, double seconds) {
    const auto first = arrival + std::lround(from_s * 48000);
    std::fill_n(sweep.begin() + first, std::lround(seconds * 48000), 0.0F);
  }
  /// With the response of what was recorded before it was silenced.
  Gap find() {
    const auto response =
        measure_response(heard.response, arrival, heard.noise, heard.gate);
    GapFinder finder(heard.sweep, heard.gate.bin_hz());
    finder.add(sweep, arrival, response.spectrum, noise);
    return finder.find();
  }

  HeardSweep heard;
  std::vector<float> sweep;
  PowerSpectrum noise;
  std::ptrdiff_t arrival = 0;
};

}  // namespace

TEST_CASE("a sweep without a gap has none, whatever the room does") {
  CHECK(Room().find().seconds == 0);
}

TEST_CASE("a gap is found where it is, as long as it is") {
  const double at = GENERATE(0.3, 0.7, 1.2);
  const double seconds = GENERATE(0.02, 0.05);
  CAPTURE(at, seconds);
  Room room;
  room.silence(at, seconds);

  const auto gap = room.find();

  CHECK(gap.at_s == Approx(at).margin(0.006));
  CHECK(gap.seconds == Approx(seconds).margin(0.008));
}

TEST_CASE("five milliseconds are enough above 600 Hz, one is not") {
  Room room;
  room.silence(0.8, 0.001);
  CHECK(room.find().seconds == 0);
  room.silence(0.8, 0.005);
  CHECK(room.find().seconds == Approx(0.005).margin(0.002));
}

TEST_CASE("a sweep that stops is no gap") {
  Room room;
  room.silence(1.0, 0.6);
  CHECK(room.find().seconds == 0);
}

TEST_CASE("in noise that hides the sweep no gap is seen") {
  Room room;
  room.silence(0.8, 0.02);
  for (auto& power : room.noise.power)
    power *= 1e6;
  CHECK(room.find().seconds == 0);
}

TEST_CASE("a gap of one microphone of four is not the sweep's") {
  Room room, broken;
  broken.silence(0.8, 0.02);
  const auto response = measure_response(room.heard.response, room.arrival,
                                         room.heard.noise, room.heard.gate);
  GapFinder finder(room.heard.sweep, room.heard.gate.bin_hz());
  for (int m = 0; m < 3; ++m)
    finder.add(room.sweep, room.arrival, response.spectrum, room.noise);
  finder.add(broken.sweep, room.arrival, response.spectrum, room.noise);
  CHECK(finder.find().seconds == 0);
}

}  // namespace soundcheck::audio::dsp
