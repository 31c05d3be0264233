// Faults of the bench that need the card itself: its codes and its clock.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "tests/integration/audio/test_bench.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"

using namespace soundcheck;

namespace {

SoundRequest tone_of_1_khz() {
  SoundRequest request;
  for (int n = 0; n < 48'000; ++n) {
    request.stimulus.push_back(static_cast<float>(
        0.1 * std::sin(2 * std::numbers::pi * 1000 * n / 48'000)));
  }
  request.record_seconds = 1;
  return request;
}

/// A machine under load may lose samples; five times in a row it may not.
Recording record(const test::TestBench& bench) {
  for (int repeat = 0;; ++repeat) {
    Worker worker;
    SoundAlsa sound(worker, bench.devices());
    auto recording = test::run(sound.play_and_record(tone_of_1_khz()));
    REQUIRE(recording);
    const auto lost = recording->playback_xruns + recording->capture_xruns;
    if (lost == 0 || repeat == 4) {
      REQUIRE(lost == 0);
      return std::move(*recording);
    }
  }
}

/// By the places where the tone passes zero upwards, in the middle.
double frequency_hz(const std::vector<float>& samples) {
  std::vector<std::size_t> passes;
  for (std::size_t n = samples.size() / 4; n < samples.size() / 4 * 3; ++n) {
    if (samples[n - 1] < 0 && samples[n] >= 0)
      passes.push_back(n);
  }
  REQUIRE(passes.size() > 100);
  return 48'000.0 * static_cast<double>(passes.size() - 1) /
         static_cast<double>(passes.back() - passes.front());
}

}  // namespace

TEST_CASE("a digitally dead microphone is all zeros through ALSA") {
  test::TestBench bench;
  bench.set_faults("mic3_zero=1\n");

  const auto recording = record(bench);

  REQUIRE(recording.microphones.size() == 4);
  const auto zero = [](float x) { return x == 0; };
  CHECK(std::ranges::all_of(recording.microphones[2], zero));
  CHECK(frequency_hz(recording.microphones[1]) == Approx(1000).margin(1));
}

TEST_CASE("microphones at a wrong rate change the pitch through ALSA") {
  test::TestBench bench;
  bench.set_faults("mic_rate_hz=44100\n");

  const auto recording = record(bench);

  CHECK(frequency_hz(recording.microphones[0]) ==
        Approx(1000 * 48'000 / 44'100.0).margin(1));
}

TEST_CASE("a clipping amplifier in a room by chance through ALSA") {
  test::TestBench bench;
  bench.set_faults("room=7\nclip=0.015\nnoise_kind=pink\nnoise_dbfs=-70\n");

  const auto recording = record(bench);

  const auto& heard = recording.microphones[0];
  const auto loudest = *std::ranges::max_element(heard);
  // 0.0316 at the amplifier, half of it is left; 10 dB less at the microphone.
  CHECK(loudest > 0.003F);
  CHECK(loudest < 0.009F);
}
