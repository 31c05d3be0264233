// What each fault of the microphones' clock and of the buffers does.

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/acoustic-bench/microphone_clock.hpp"
#include "tests/unit/acoustic-bench/measure.hpp"

namespace soundcheck::bench {

namespace {

constexpr std::size_t frames = 24000;

/// By how much the phase of a tone has run away after `later` samples, in
/// millionths of them.
double drift_ppm(std::span<const float> samples, double hz) {
  constexpr std::size_t window = 4800;
  const std::size_t later = samples.size() - window;
  const double turns = phase_turns(samples.last(window), hz) -
                       phase_turns(samples.first(window), hz);
  const double expected = hz * static_cast<double>(later) / rate_hz;
  return 1e6 * std::remainder(turns - expected, 1) / expected;
}

/// Until then the phase still moves.
std::span<const float> once_the_room_is_full(const std::vector<float>& x) {
  return std::span(x).last(frames);
}

}  // namespace

TEST_CASE("one clock for both sides drifts by nothing") {
  const auto all = heard(tone(0.1, 1000, 2 * frames), {quiet()});

  CHECK(std::abs(drift_ppm(once_the_room_is_full(all[0]), 1000)) < 0.5);
}

TEST_CASE("a fast microphone clock makes tones lower") {
  for (const double ppm : {200.0, -200.0}) {
    auto faults = quiet();
    faults.mic_clock_ppm = ppm;

    const auto all = heard(tone(0.1, 1000, 2 * frames), {faults});

    for (const auto& microphone : all) {
      CHECK(drift_ppm(once_the_room_is_full(microphone), 1000) ==
            Approx(-ppm).margin(2));
    }
  }
}

TEST_CASE("a converter at the wrong rate changes the pitch, up or down") {
  for (const double rate : {44100.0, 52245.0}) {
    auto faults = quiet();
    faults.mic_rate_hz = rate;

    const auto all = heard(tone(0.1, 1000, frames), {faults});

    CHECK(tone_dbfs(all[0], 1000 * 48000 / rate) == Approx(-40).margin(2));
    CHECK(tone_dbfs(all[0], 1000) < -90);
  }
}

TEST_CASE("a slow converter does not alias") {
  auto faults = quiet();
  faults.mic_rate_hz = 16000;

  const auto all = heard(tone(0.1, 11000, 2 * frames), {faults});

  // 5 kHz at 16 kHz would look like 15 kHz at 48 kHz.
  CHECK(level_dbfs(std::span(all[0]).first(10000)) < -85);
}

TEST_CASE("the reader of another clock keeps the level up to 15 kHz") {
  auto faults = quiet();
  faults.mic_clock_ppm = 100;

  for (const double hz : {300.0, 5000.0, 15000.0}) {
    const auto played = tone(0.1, hz, frames);
    CHECK(tone_dbfs(heard(played, {faults})[0], hz / 1.0001) ==
          Approx(tone_dbfs(heard(played, {quiet()})[0], hz)).margin(0.1));
  }
}

TEST_CASE("what is added to the latency comes later by as much") {
  auto faults = quiet();
  faults.latency_ms = 20;
  const auto played = hiss(0.1, frames);

  const auto healthy = heard(played, {quiet()});
  const auto late = heard(played, {faults});

  CHECK(lag(healthy[0], late[0], 1200) == 960);
}

TEST_CASE("after a lost block everything comes earlier by it") {
  auto faults = quiet();
  faults.lost_block_ms = 10;
  faults.lost_block_at_s = 0.3;
  const auto played = hiss(0.1, frames);

  const auto healthy = heard(played, {quiet()});
  const auto lost = heard(played, {faults});

  // The first 4800 samples of a recording are not in here.
  const std::span before(healthy[0]), after(lost[0]);
  CHECK(std::equal(before.begin(), before.begin() + 9600, after.begin()));
  CHECK(lag(after.subspan(9600, 9000), before.subspan(9600, 9000), 600) == 480);
}

TEST_CASE("a clock counts the samples that it has taken") {
  Faults faults;
  faults.mic_rate_hz = 44100;
  faults.lost_block_ms = 10;
  faults.lost_block_at_s = 1;
  const MicrophoneClock healthy, clock(faults);

  CHECK(healthy.taken_after(48000) == 48000);
  CHECK(clock.taken_after(48000) == 44100);
  // The loss begins after 48000 samples, 52245 of the loudspeaker's.
  CHECK(clock.taken_after(52300) == 48000);
  CHECK(clock.taken_after(52700) == 48000);
  CHECK(clock.taken_after(96000) == Approx(88200 - 441).margin(1));
  CHECK(clock.sound_of(47999) == Approx(47999 * 48000.0 / 44100));
  CHECK(clock.sound_of(48000) == Approx(48000 * 48000.0 / 44100 + 480));
}

}  // namespace soundcheck::bench
