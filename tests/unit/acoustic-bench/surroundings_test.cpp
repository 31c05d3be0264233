#include "tests/acoustic-bench/surroundings.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/acoustic-bench/biquad.hpp"
#include "tests/acoustic-bench/noise.hpp"
#include "tests/acoustic-bench/talk_and_music.hpp"
#include "tests/unit/acoustic-bench/measure.hpp"

namespace soundcheck::bench {

namespace {

constexpr std::size_t long_piece = 480'000;

std::vector<float> octave_of(std::vector<float> samples, double centre_hz) {
  auto low = Biquad::highpass(centre_hz / std::numbers::sqrt2, 0.7);
  auto low_again = low;
  auto high = Biquad::lowpass(centre_hz * std::numbers::sqrt2, 0.7);
  auto high_again = high;
  for (auto& x : samples) {
    x = static_cast<float>(
        high_again(high(low_again(low(static_cast<double>(x))))));
  }
  return samples;
}

std::vector<float> noise_of(NoiseKind kind, std::size_t count) {
  std::vector<float> samples(count);
  const Chance chance(7);
  if (kind == NoiseKind::pink)
    add_pink(chance, 0, rms(-20), samples);
  else
    add_white(chance, 0, rms(-20), samples);
  return samples;
}

/// The best of all shifts of a few samples.
double likeness(std::span<const float> a, std::span<const float> b) {
  constexpr std::size_t most = 12;
  double best = 0;
  for (std::size_t at = 0; at <= most; ++at) {
    best = std::max({best, correlation(a.subspan(at), b.first(b.size() - at)),
                     correlation(b.subspan(at), a.first(a.size() - at))});
  }
  return best;
}

}  // namespace

TEST_CASE("noise has the level that is asked for, and the peaks of a normal") {
  for (const auto kind : {NoiseKind::white, NoiseKind::pink}) {
    const auto noise = noise_of(kind, long_piece);
    CHECK(level_dbfs(noise) == Approx(-20).margin(0.3));
  }
  float peak = 0;
  for (const float x : noise_of(NoiseKind::white, long_piece))
    peak = std::max(peak, std::abs(x));
  CHECK(20 * std::log10(static_cast<double>(peak) / rms(-20)) ==
        Approx(12.5).margin(0.6));
}

TEST_CASE("white noise rises by 3 dB per octave band and pink noise is even") {
  const auto white = noise_of(NoiseKind::white, long_piece);
  const auto pink = noise_of(NoiseKind::pink, long_piece);
  const double white_1k = level_dbfs(octave_of(white, 1000));
  const double pink_1k = level_dbfs(octave_of(pink, 1000));

  for (const int octaves : {-3, -2, -1, 1, 2, 3}) {
    CAPTURE(octaves);
    const double centre_hz = 1000 * std::pow(2, octaves);
    CHECK(level_dbfs(octave_of(white, centre_hz)) ==
          Approx(white_1k + 3 * octaves).margin(0.7));
    CHECK(level_dbfs(octave_of(pink, centre_hz)) ==
          Approx(pink_1k).margin(1.5));
  }
}

TEST_CASE("talk comes in syllables of the level that is asked for") {
  std::vector<float> talk(long_piece);
  add_talk(3, 0, rms(-30), talk);

  constexpr std::size_t piece = 2400;
  std::size_t silent = 0, spoken = 0;
  double loudest = -200;
  for (std::size_t at = 0; at < talk.size(); at += piece) {
    const double level = level_dbfs(std::span(talk).subspan(at, piece));
    ++(level < -80 ? silent : spoken);
    loudest = std::max(loudest, level);
  }

  CHECK(silent > 40);
  CHECK(spoken > 80);
  // A syllable is 4 dB louder in its middle than it is on average.
  CHECK(loudest == Approx(-26).margin(1.5));
  CHECK(level_dbfs(octave_of(talk, 500)) >
        level_dbfs(octave_of(talk, 8000)) + 15);
}

TEST_CASE("music has the level that is asked for and does not stop") {
  std::vector<float> music(long_piece);
  add_music(3, 0, rms(-30), music);

  CHECK(level_dbfs(music) == Approx(-30).margin(2));
  for (std::size_t at = 0; at < music.size(); at += 12'000)
    CHECK(level_dbfs(std::span(music).subspan(at, 12'000)) > -40);
}

TEST_CASE("sounds around are the same at the same time, however asked for") {
  const Surroundings around(5);
  Faults faults;
  faults.noise_kind = NoiseKind::pink;
  faults.talk_dbfs = -30;
  faults.music_dbfs = -40;
  constexpr std::size_t places[] = {2};
  std::vector<float> whole(30'000), part(10'000);

  const std::span<float> whole_view(whole), part_view(part);
  around.add(-7000, faults, places, {&whole_view, 1});
  around.add(3000, faults, places, {&part_view, 1});

  for (std::size_t n = 0; n < part.size(); ++n)
    REQUIRE(part[n] == Approx(whole[n + 10'000]).margin(1e-6));
}

TEST_CASE("steady noise is another at each microphone, talk is the same") {
  Faults noisy, talking = quiet();
  noisy.noise_dbfs = -30;
  talking.talk_dbfs = -30;
  const std::vector<float> nothing(48'000);

  const auto noise = heard(nothing, {noisy});
  const auto talk = heard(nothing, {talking});

  CHECK(likeness(noise[0], noise[2]) < 0.03);
  CHECK(level_dbfs(talk[0]) > -40);
  CHECK(likeness(talk[0], talk[2]) > 0.99);
}

TEST_CASE("another time has other noise and other talk around") {
  Faults faults;
  faults.noise_dbfs = -40;
  faults.talk_dbfs = -30;
  const std::vector<float> nothing(48'000);

  const auto one = heard(nothing, {faults});
  const auto other = heard(nothing, {faults, {}, 480'123});

  CHECK(std::abs(correlation(one[0], other[0])) < 0.3);
  CHECK(heard(nothing, {faults}) == one);
}

}  // namespace soundcheck::bench
