#include "tests/acoustic-bench/room.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "tests/acoustic-bench/snr.hpp"
#include "tests/unit/acoustic-bench/measure.hpp"

namespace soundcheck::bench {

namespace {

constexpr std::size_t frames = 4800;
constexpr double silence_dbfs = -150;

using Heard = std::array<std::vector<float>, microphone_count>;

/// With what still sounds of it.
std::vector<float> long_tone(double amplitude) {
  return tone(amplitude, 1000, Room::memory + frames);
}

Heard hear(const std::vector<float>& played,
           const Faults& faults,
           const Mixer& mixer = {},
           std::int64_t first = 0) {
  static const Room room;
  Heard heard;
  std::vector<std::span<float>> views;
  for (auto& microphone : heard) {
    microphone.resize(played.size() - Room::memory);
    views.emplace_back(microphone);
  }
  room.hear(first, played, mixer, faults, views);
  return heard;
}

}  // namespace

TEST_CASE("a healthy room attenuates 1 kHz by 20 dB to each microphone") {
  const auto heard = hear(long_tone(0.1), Faults());

  for (const auto& microphone : heard)
    CHECK(level_dbfs(microphone) == Approx(-40).margin(2));
}

TEST_CASE("mute, volume and a dead loudspeaker leave the ambient noise") {
  Faults dead;
  dead.speaker_mute = true;
  const auto noise_dbfs = Approx(Faults().noise_dbfs).margin(0.5);

  CHECK(level_dbfs(hear(long_tone(0.1), dead)[0]) == noise_dbfs);
  CHECK(level_dbfs(hear(long_tone(0.1), {}, {false, 80})[1]) == noise_dbfs);
  CHECK(level_dbfs(hear(long_tone(0.1), {}, {true, 0})[2]) == noise_dbfs);
  CHECK(level_dbfs(hear(long_tone(0.1), {}, {true, 60})[3]) ==
        Approx(-50).margin(2));
}

TEST_CASE("a fault of one microphone leaves the others alone") {
  Faults faults;
  faults.microphones[0].dead = true;
  faults.microphones[2].gain_db = -12;

  const auto heard = hear(long_tone(0.1), faults);
  const auto healthy = hear(long_tone(0.1), Faults());

  CHECK(level_dbfs(heard[0]) == Approx(-90).margin(0.5));
  CHECK(heard[1] == healthy[1]);
  CHECK(level_dbfs(heard[2]) ==
        Approx(level_dbfs(healthy[2]) - 12).margin(0.1));
  CHECK(heard[3] == healthy[3]);
}

TEST_CASE("a clipping amplifier takes level away and adds harmonics") {
  Faults faults;
  faults.noise_dbfs = silence_dbfs;
  const auto healthy = hear(long_tone(0.1), faults);
  faults.clip = 0.005;

  const auto clipped = hear(long_tone(0.1), faults);

  CHECK(level_dbfs(clipped[0]) < level_dbfs(healthy[0]) - 10);
}

TEST_CASE("the same time sounds the same, however it is cut") {
  const auto played = long_tone(0.1);
  const auto whole = hear(played, Faults());
  const std::vector<float> rest(played.begin() + 1000, played.end());

  const auto part = hear(rest, Faults(), {}, 1000);

  for (std::size_t n = 0; n < part[1].size(); ++n)
    REQUIRE(part[1][n] == Approx(whole[1][n + 1000]).margin(1e-6));
}

TEST_CASE("the noise of one microphone is not that of another") {
  Faults faults;
  faults.noise_dbfs = -20;
  const auto heard = hear(std::vector<float>(Room::memory + frames), faults);
  double product = 0, square = 0;
  for (std::size_t n = 0; n < frames; ++n) {
    product += static_cast<double>(heard[0][n] * heard[1][n]);
    square += static_cast<double>(heard[0][n] * heard[0][n]);
  }

  CHECK(level_dbfs(heard[0]) == Approx(-20).margin(0.3));
  CHECK(std::abs(product / square) < 0.06);
}

TEST_CASE("rooms by chance keep the level within their echoes") {
  const auto played = tone(0.1, 1000, 24'000);
  std::set<double> levels;
  double sum = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    const Room room(acoustics(seed));
    const auto heard = room.record(played, {quiet()});
    const double level = tone_dbfs(std::span(heard[1]).last(12'000), 1000);
    CHECK(level == Approx(-40).margin(3));
    levels.insert(level);
    sum += level;
  }
  CHECK(levels.size() == 12);
  CHECK(sum / 12 == Approx(-40).margin(1));
}

TEST_CASE("rooms by chance are what they are said to be, and come again") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const auto room = acoustics(seed);
    CHECK((room.rt60_s >= 0.25 && room.rt60_s <= 0.7));
    CHECK((room.direct_to_reverberant_db >= 16 &&
           room.direct_to_reverberant_db <= 24));
    CHECK(room.reflections.size() == 3);
  }
  CHECK(room_responses(acoustics(9)) == room_responses(acoustics(9)));
  CHECK(room_responses(acoustics(9)) != room_responses(acoustics(10)));
}

TEST_CASE("the direct sound comes first, from 63 to 75 mm away") {
  const auto responses = room_responses(acoustics(4));
  for (std::size_t m = 0; m < microphone_count; ++m) {
    const double distance_m = loudspeaker_distance_m(m);
    CHECK((distance_m > 0.063 && distance_m < 0.076));
    const auto peak = std::ranges::max_element(
        responses[m], {}, [](float x) { return std::abs(x); });
    CHECK(static_cast<double>(peak - responses[m].begin()) ==
          Approx(distance_m / sound_m_s * rate_hz).margin(0.51));
  }
  std::set<double> distances;
  for (std::size_t m = 0; m < microphone_count; ++m)
    distances.insert(loudspeaker_distance_m(m));
  CHECK(distances.size() == microphone_count);
}

TEST_CASE("a recording has as many samples as were played, of 16 bits") {
  const Room room;

  const auto heard = room.record(tone(0.1, 1000, 1000), {});

  REQUIRE(heard.size() == microphone_count);
  for (const auto& microphone : heard) {
    REQUIRE(microphone.size() == 1000);
    for (const float x : microphone)
      CHECK(x * 32768 == std::round(x * 32768));
  }
  CHECK(room.record({}, {})[3].empty());
}

TEST_CASE("the noise for a ratio of signal to noise gives that ratio") {
  const Room room(acoustics(3));
  const auto played = tone(0.1, 700, 24'000);
  for (const auto kind : {NoiseKind::white, NoiseKind::pink}) {
    Take take{quiet()};
    take.faults.noise_dbfs = noise_dbfs_for(room, played, {}, 10);
    take.faults.noise_kind = kind;

    const auto with = room.record(played, take);
    const auto noise = room.record(std::vector<float>(48'000), take);
    const auto without = room.record(played, {quiet()});

    CHECK(level_dbfs(without[0]) - level_dbfs(noise[0]) ==
          Approx(10).margin(0.5));
    CHECK(level_dbfs(with[0]) > level_dbfs(without[0]));
  }
}

}  // namespace soundcheck::bench
