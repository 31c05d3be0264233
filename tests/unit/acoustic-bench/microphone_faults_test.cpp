// What each fault of a microphone and of its wires does to the recordings.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "tests/acoustic-bench/converter.hpp"
#include "tests/unit/acoustic-bench/measure.hpp"

namespace soundcheck::bench {

namespace {

constexpr std::size_t frames = 14400;

int code(float sample) {
  return static_cast<int>(std::lround(sample * 32768));
}

/// Which of the low eight bits are ever 1, and which ever 0.
struct Toggling {
  explicit Toggling(const std::vector<float>& samples) {
    for (const float x : samples) {
      ones |= code(x) & 0xff;
      zeros |= ~code(x) & 0xff;
    }
  }
  int ones = 0, zeros = 0;
};

}  // namespace

TEST_CASE("an open microphone hears nothing and keeps its own noise") {
  Faults faults;
  faults.microphones[1].dead = true;

  const auto all = heard(tone(0.1, 1000, frames), {faults});

  CHECK(level_dbfs(all[0]) == Approx(-40).margin(2));
  // Rounding to codes of 16 bits adds to its -90 dBFS.
  CHECK(level_dbfs(all[1]) == Approx(-89.4).margin(0.3));
}

TEST_CASE("a digitally dead microphone gives zeros") {
  Faults faults;
  faults.microphones[2].zero = true;

  const auto all = heard(tone(0.1, 1000, frames), {faults});

  CHECK(std::ranges::all_of(all[2], [](float x) { return x == 0; }));
  CHECK(level_dbfs(all[3]) == Approx(-40).margin(2));
}

TEST_CASE("a blocked port costs 6 dB, and the treble") {
  auto faults = quiet();
  faults.microphones[0].blocked = true;
  const auto low = tone(0.1, 300, frames);
  const auto high = tone(0.1, 6000, frames);

  const auto lost_at = [&](const auto& played, double hz) {
    return tone_dbfs(heard(played, {quiet()})[0], hz) -
           tone_dbfs(heard(played, {faults})[0], hz);
  };

  CHECK(lost_at(low, 300) == Approx(6).margin(1));
  CHECK(lost_at(high, 6000) > 20);
}

TEST_CASE("a blocked port keeps the noise of the room out as well") {
  Faults faults;
  faults.noise_dbfs = -40;
  faults.microphones[0].blocked = true;

  const auto all = heard(std::vector<float>(frames), {faults});

  CHECK(level_dbfs(all[1]) == Approx(-40).margin(0.3));
  CHECK(level_dbfs(all[0]) < -52);
}

TEST_CASE("a gain of one microphone is heard in all that it hears") {
  Faults faults;
  faults.microphones[1].gain_db = -4;
  const auto played = hiss(0.1, frames);

  CHECK(level_dbfs(heard(played, {faults})[1]) ==
        Approx(level_dbfs(heard(played, {Faults()})[1]) - 4).margin(0.1));
}

TEST_CASE("a drifting gain is another at the end of the recording") {
  auto faults = quiet();
  faults.microphones[3].drift_db_s = -20;
  const auto played = tone(0.1, 1000, 2 * frames);

  const auto all = heard(played, {faults});

  const std::span steady(all[2]), drifting(all[3]);
  CHECK(tone_dbfs(steady.last(4800), 1000) ==
        Approx(tone_dbfs(steady.first(4800), 1000)).margin(0.1));
  // 19200 samples later.
  CHECK(tone_dbfs(drifting.last(4800), 1000) ==
        Approx(tone_dbfs(drifting.first(4800), 1000) - 8).margin(0.2));
}

TEST_CASE("an inverted microphone is inverted alone, at the same level") {
  auto faults = quiet();
  faults.microphones[1].inverted = true;
  const auto played = hiss(0.1, frames);

  const auto healthy = heard(played, {quiet()});
  const auto inverted = heard(played, {faults});

  CHECK(correlation(healthy[1], inverted[1]) < -0.99);
  CHECK(level_dbfs(inverted[1]) == Approx(level_dbfs(healthy[1])).margin(0.1));
  CHECK(inverted[0] == healthy[0]);
}

TEST_CASE("swapped microphones hear at each other's place") {
  auto faults = quiet();
  faults.mic_swap = true;
  const auto played = hiss(0.1, frames);

  const auto healthy = heard(played, {quiet()});
  const auto swapped = heard(played, {faults});

  CHECK(correlation(swapped[0], healthy[1]) > 0.999);
  CHECK(correlation(swapped[1], healthy[0]) > 0.999);
  CHECK(correlation(swapped[0], healthy[0]) < 0.99);
  CHECK(swapped[2] == healthy[2]);
}

TEST_CASE("an offset is in the mean and nowhere else") {
  auto faults = quiet();
  faults.microphones[3].dc = 0.02;
  const auto played = tone(0.1, 1000, frames);

  const auto all = heard(played, {faults});

  const auto mean = [](const std::vector<float>& x) {
    return std::accumulate(x.begin(), x.end(), 0.0) /
           static_cast<double>(x.size());
  };
  CHECK(mean(all[3]) == Approx(0.02).margin(0.0002));
  CHECK(std::abs(mean(all[2])) < 0.0002);
  CHECK(tone_dbfs(all[3], 1000) == Approx(-40).margin(2));
}

TEST_CASE("stuck bits never toggle, healthy ones all do") {
  Faults faults;
  faults.microphones[0].stuck_bits = 0x3c;

  const auto all = heard(tone(0.1, 1000, frames), {faults});

  CHECK(Toggling(all[0]).ones == 0xc3);
  CHECK(Toggling(all[0]).zeros == 0xff);
  CHECK(Toggling(all[1]).ones == 0xff);
  CHECK(Toggling(all[1]).zeros == 0xff);
}

TEST_CASE("beside an offset no bit of a wide code is stuck but the padding") {
  const Converter converter(32, {});
  for (const float dc : {0.03F, -0.04F, 0.08F}) {
    std::uint32_t ones = 0, zeros = 0;
    for (int i = -200; i < 200; ++i) {
      const float voltage = dc + static_cast<float>(i) * 1e-6F;
      const auto code = static_cast<std::uint32_t>(converter.code(voltage));
      ones |= code;
      zeros |= ~code;
    }
    CHECK((ones & 0xffU) == 0);
    CHECK((ones & 0xf00U) == 0xf00U);
    CHECK((zeros & 0xf00U) == 0xf00U);
  }
}

TEST_CASE("too much gain is cut at full scale") {
  auto faults = quiet();
  faults.microphones[0].gain_db = 40;

  const auto all = heard(tone(0.5, 1000, frames), {faults});

  CHECK(std::ranges::max(all[0]) == 32767 / 32768.0F);
  CHECK(std::ranges::min(all[0]) == -1.0F);
  CHECK(std::ranges::count(all[0], -1.0F) > 1000);
}

TEST_CASE("a noisy microphone is noisy alone") {
  Faults faults;
  faults.microphones[1].noise_dbfs = -45;

  const auto all = heard(std::vector<float>(frames), {faults});

  CHECK(level_dbfs(all[1]) == Approx(-45).margin(0.3));
  CHECK(level_dbfs(all[0]) == Approx(-75).margin(0.5));
}

TEST_CASE("hum is on all wires, at the mains' frequency and above") {
  for (const double hz : {50.0, 60.0}) {
    auto faults = quiet();
    faults.hum_dbfs = -48;
    faults.hum_hz = hz;
    faults.microphones[0].dead = true;

    const auto all = heard(std::vector<float>(4 * frames), {faults});

    for (const auto& microphone : all) {
      CHECK(tone_dbfs(microphone, hz) == Approx(-48).margin(0.3));
      CHECK(tone_dbfs(microphone, 2 * hz) == Approx(-54).margin(0.3));
      CHECK(tone_dbfs(microphone, 110 - hz) < -80);
    }
  }
}

}  // namespace soundcheck::bench
