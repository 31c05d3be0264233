#include "tests/acoustic-bench/live_recording.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/unit/acoustic-bench/measure.hpp"

namespace soundcheck::bench {

namespace {

constexpr std::size_t frames = 20'000;
constexpr std::int64_t start_time = 5'000;

using Heard = std::vector<std::vector<float>>;

/// Serves `played` from time `start_time` on, in silence.
LiveRecording live(const std::vector<float>& played, const Faults& faults) {
  return {faults, start_time,
          [&](std::int64_t first, std::span<float> samples) {
            for (auto& sample : samples) {
              const auto at = first++ - start_time;
              const auto size = static_cast<std::int64_t>(played.size());
              sample = at >= 0 && at < size
                           ? played[static_cast<std::size_t>(at)]
                           : 0;
            }
          },
          room_responses(acoustics(faults.room))};
}

std::vector<std::span<float>> part(Heard& heard,
                                   std::size_t first,
                                   std::size_t count) {
  std::vector<std::span<float>> views;
  for (auto& channel : heard)
    views.push_back(std::span(channel).subspan(first, count));
  return views;
}

Heard read_in_pieces(const std::vector<float>& played, const Faults& faults) {
  auto recording = live(played, faults);
  Heard heard(microphone_count, std::vector<float>(played.size()));
  constexpr std::size_t pieces[] = {1, 480, 37, 256, 3000, 255, 513};
  std::size_t turn = 0;
  for (std::size_t at = 0; at < played.size();) {
    const auto count = std::min(pieces[turn++ % 7], played.size() - at);
    recording.read(static_cast<std::int64_t>(at), Mixer(), faults,
                   part(heard, at, count));
    at += count;
  }
  return heard;
}

/// What Room makes of it: before the converter.
Heard at_once(const std::vector<float>& played, const Faults& faults) {
  std::vector<float> with_silence(Room::memory);
  with_silence.insert(with_silence.end(), played.begin(), played.end());
  Heard heard(microphone_count, std::vector<float>(played.size()));
  Room(acoustics(faults.room))
      .hear(start_time, with_silence, Mixer(), faults,
            part(heard, 0, played.size()));
  return heard;
}

float largest_difference(const Heard& a, const Heard& b) {
  float largest = 0;
  for (std::size_t m = 0; m < a.size(); ++m) {
    for (std::size_t n = 0; n < a[m].size(); ++n)
      largest = std::max(largest, std::abs(a[m][n] - b[m][n]));
  }
  return largest;
}

/// All that has a memory or a time.
Faults much_is_wrong() {
  Faults faults;
  faults.clip = 0.02;
  faults.rub = 0.5;
  faults.rattle = 0.5;
  faults.speaker_motor = 3;
  faults.noise_kind = NoiseKind::pink;
  faults.talk_dbfs = -40;
  faults.music_dbfs = -40;
  faults.hum_dbfs = -50;
  faults.room = 17;
  faults.microphones[0].blocked = true;
  faults.microphones[1].drift_db_s = -6;
  faults.mic_swap = true;
  return faults;
}

/// Low enough to rub, with something at all frequencies.
std::vector<float> sound() {
  auto samples = hiss(0.02, frames);
  const auto low = tone(0.1, 130, frames);
  for (std::size_t n = 0; n < frames; ++n)
    samples[n] += low[n];
  return samples;
}

}  // namespace

TEST_CASE("a recording in pieces has the samples of one at once") {
  const auto played = sound();

  for (const auto& faults : {Faults(), much_is_wrong()}) {
    const auto pieces = read_in_pieces(played, faults);
    const auto whole = at_once(played, faults);
    CHECK(level_dbfs(whole[0]) > -60);
    CHECK(largest_difference(pieces, whole) < 2e-6F);
  }
}

TEST_CASE("a recording in pieces keeps another clock, as one at once") {
  const auto played = sound();
  auto faults = much_is_wrong();
  faults.latency_ms = 5;
  faults.lost_block_ms = 10;
  faults.lost_block_at_s = 0.2;

  for (const double ppm : {0.0, 300.0, -300.0}) {
    faults.mic_clock_ppm = ppm;
    CHECK(largest_difference(read_in_pieces(played, faults),
                             at_once(played, faults)) < 2e-6F);
  }
}

TEST_CASE("what is asked for again is the same again") {
  const auto played = sound();
  auto recording = live(played, Faults());
  Heard first(microphone_count, std::vector<float>(1000));
  Heard longer(microphone_count, std::vector<float>(3000));

  recording.read(2000, Mixer(), Faults(), part(first, 0, 1000));
  recording.read(2000, Mixer(), Faults(), part(longer, 0, 3000));

  for (std::size_t m = 0; m < microphone_count; ++m)
    CHECK(std::equal(first[m].begin(), first[m].end(), longer[m].begin()));
}

TEST_CASE("a recording can begin in the middle of a sound, and go back") {
  const auto played = sound();
  const auto whole = at_once(played, Faults());
  auto recording = live(played, Faults());
  Heard middle(microphone_count, std::vector<float>(500));

  for (const std::int64_t first : {12'000, 3'000}) {
    recording.read(first, Mixer(), Faults(), part(middle, 0, 500));
    for (std::size_t n = 0; n < 500; ++n) {
      REQUIRE(
          middle[0][n] ==
          Approx(whole[0][static_cast<std::size_t>(first) + n]).margin(2e-6));
    }
  }
}

TEST_CASE("a mixer that is turned down is heard at once") {
  const auto played = tone(0.1, 1000, frames);
  auto recording = live(played, quiet());
  Heard heard(microphone_count, std::vector<float>(4800));

  recording.read(4800, Mixer(), quiet(), part(heard, 0, 4800));
  const double loud = tone_dbfs(heard[0], 1000);
  recording.read(9600, {true, 60}, quiet(), part(heard, 0, 4800));
  recording.read(14400, {true, 60}, quiet(), part(heard, 0, 4800));

  // The room still remembers a little.
  CHECK(tone_dbfs(heard[0], 1000) == Approx(loud - 10).margin(0.5));
}

}  // namespace soundcheck::bench
