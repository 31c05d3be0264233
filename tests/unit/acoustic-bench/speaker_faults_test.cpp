// What each fault of amplifier and loudspeaker does to the recordings.

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/unit/acoustic-bench/measure.hpp"

namespace soundcheck::bench {

namespace {

constexpr std::size_t frames = 14400;

/// The gain from samples to microphone 1 at a low level.
double gain_db(const Faults& faults, double hz) {
  const auto played = tone(0.03, hz, frames);
  return tone_dbfs(heard(played, {faults})[0], hz) - 20 * std::log10(0.03);
}

/// What faults add to the sound of a healthy speaker at the same time.
std::vector<float> added(std::span<const float> played,
                         const Faults& faults,
                         std::int64_t started) {
  auto with = heard(played, {faults, {}, started})[0];
  const auto healthy = heard(played, {quiet(), {}, started})[0];
  for (std::size_t n = 0; n < with.size(); ++n)
    with[n] -= healthy[n];
  return with;
}

}  // namespace

TEST_CASE("a healthy loudspeaker is flat but for its ends and break-ups") {
  const double middle = gain_db(quiet(), 1000);

  CHECK(gain_db(quiet(), 100) - middle < -6);
  CHECK(gain_db(quiet(), 400) == Approx(middle).margin(2));
  CHECK(gain_db(quiet(), 10000) == Approx(middle).margin(2.5));
  CHECK(gain_db(quiet(), 20000) - middle < -4);
}

TEST_CASE("a healthy loudspeaker distorts low tones a little, high ones not") {
  const auto low = heard(tone(0.1, 200, frames), {quiet()});
  const auto high = heard(tone(0.1, 1000, frames), {quiet()});
  const auto soft = heard(tone(0.01, 200, frames), {quiet()});

  CHECK(thd_percent(low[0], 200) == Approx(1.5).margin(0.5));
  CHECK(thd_percent(high[0], 1000) < 0.2);
  CHECK(thd_percent(soft[0], 200) < 0.5);
}

TEST_CASE("a worn motor distorts low tones only") {
  auto faults = quiet();
  faults.speaker_motor = 8;

  const auto low = heard(tone(0.1, 200, frames), {faults});
  const auto high = heard(tone(0.1, 1000, frames), {faults});

  CHECK(thd_percent(low[0], 200) > 6);
  CHECK(thd_percent(high[0], 1000) < 1);
}

TEST_CASE("a weak loudspeaker is as much weaker at all frequencies") {
  auto faults = quiet();
  faults.speaker_gain_db = -6;

  for (const double hz : {300.0, 1000.0, 8000.0}) {
    CHECK(gain_db(faults, hz) == Approx(gain_db(quiet(), hz) - 6).margin(0.1));
  }
}

TEST_CASE("the volume of the mixer is heard, and a low one too") {
  const auto played = tone(0.1, 1000, frames);
  const double usual = tone_dbfs(heard(played, {quiet()})[0], 1000);

  for (const int volume : {32, 60, 100}) {
    const Take take{quiet(), {true, volume}};
    CHECK(tone_dbfs(heard(played, take)[0], 1000) ==
          Approx(usual + (volume - 80) * 0.5).margin(0.2));
  }
}

TEST_CASE("an inverted loudspeaker is inverted at every microphone") {
  auto faults = quiet();
  faults.speaker_inverted = true;
  const auto played = hiss(0.03, frames);

  const auto healthy = heard(played, {quiet()});
  const auto inverted = heard(played, {faults});

  for (std::size_t m = 0; m < microphone_count; ++m)
    CHECK(correlation(healthy[m], inverted[m]) < -0.99);
}

TEST_CASE("a loss of treble takes the treble alone") {
  auto faults = quiet();
  faults.speaker_lowpass_hz = 2500;

  CHECK(gain_db(faults, 8000) < gain_db(quiet(), 8000) - 15);
  CHECK(gain_db(faults, 400) == Approx(gain_db(quiet(), 400)).margin(0.5));
}

TEST_CASE("a leak takes the bass alone") {
  auto faults = quiet();
  faults.speaker_highpass_hz = 520;

  CHECK(gain_db(faults, 200) < gain_db(quiet(), 200) - 10);
  CHECK(gain_db(faults, 4000) == Approx(gain_db(quiet(), 4000)).margin(0.5));
}

TEST_CASE("a clipping amplifier makes odd harmonics at every frequency") {
  auto faults = quiet();
  faults.clip = 0.015;

  for (const double hz : {400.0, 1000.0, 3000.0}) {
    const auto clipped = heard(tone(0.1, hz, frames), {faults})[0];
    const auto healthy = heard(tone(0.1, hz, frames), {quiet()})[0];
    CHECK(thd_percent(clipped, hz) > 8);
    CHECK(tone_dbfs(clipped, 3 * hz) > tone_dbfs(clipped, 2 * hz) + 10);
    CHECK(tone_dbfs(clipped, hz) < tone_dbfs(healthy, hz) - 3);
  }
}

TEST_CASE("a clipping amplifier does not alias") {
  auto faults = quiet();
  faults.clip = 0.015;

  const auto clipped = heard(tone(0.1, 7000, frames), {faults})[0];

  // Where a limiter at 48 kHz would put the third, fifth and ninth harmonic.
  for (const double hz : {13000.0, 15000.0})
    CHECK(tone_dbfs(clipped, hz) < tone_dbfs(clipped, 7000) - 45);
}

TEST_CASE("an amplifier far from its limit changes nothing") {
  auto faults = quiet();
  faults.clip = 0.5;
  const auto played = hiss(0.1, frames);

  CHECK(heard(played, {faults}) == heard(played, {quiet()}));
}

TEST_CASE("a rubbing coil rings at each stroke, the same in every run") {
  auto faults = quiet();
  faults.rub = 0.3;
  const auto played = tone(0.1, 120, frames);

  const auto one = added(played, faults, 0);
  const auto other = added(played, faults, 1'000'000);

  // The 31st harmonic, where nothing else is.
  CHECK(tone_dbfs(one, 3720) > -80);
  CHECK(tone_dbfs(one, 3720) > tone_dbfs(one, 360) + 10);
  CHECK(correlation(one, other) > 0.95);
}

TEST_CASE("a coil that does not move far does not rub") {
  auto faults = quiet();
  faults.rub = 0.3;

  for (const auto& played :
       {tone(0.05, 120, frames), tone(0.1, 1000, frames)}) {
    CHECK(heard(played, {faults}) == heard(played, {quiet()}));
  }
}

TEST_CASE("a loose part rattles at its own times in every run") {
  auto faults = quiet();
  faults.rattle = 0.6;
  const auto played = tone(0.1, 120, frames);

  const auto one = added(played, faults, 0);
  const auto other = added(played, faults, 1'000'000);

  CHECK(level_dbfs(one) > -70);
  CHECK(std::abs(correlation(one, other)) < 0.3);
  CHECK(added(played, faults, 0) == one);
}

}  // namespace soundcheck::bench
