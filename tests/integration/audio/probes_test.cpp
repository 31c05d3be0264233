// The probes on real ALSA: what the daemon does, without the daemon.

#include <atomic>
#include <catch2/catch.hpp>
#include <poll.h>
#include <thread>

#include "probes/audio/electrical.hpp"
#include "probes/audio/passive.hpp"
#include "probes/audio/sweep.hpp"
#include "probes/board/linux/alsa_pcm.hpp"
#include "probes/board/linux/compute_worker.hpp"
#include "tests/acoustic-bench/rate.hpp"
#include "tests/acoustic-bench/talk_and_music.hpp"
#include "tests/integration/audio/test_bench.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

using namespace soundcheck;

namespace {

struct Speaker {
  test::TestBench bench;
  Worker worker;
  SoundAlsa sound{worker, bench.devices()};
  ComputeWorker compute{worker};
  test::Steps steps;

  Result<Verdict> electrical() {
    return test::run(audio::check_electrical(sound, {}, steps));
  }
  /// Over the device that records what is played.
  Result<Verdict> passive() {
    auto devices = bench.devices();
    devices.capture = bench.device_with_playback();
    devices.playback_channel = 5;
    SoundAlsa listening(worker, devices);
    Profile::Audio settings;
    settings.playback_channel = 5;
    return test::run(audio::check_passive(listening, compute, settings, steps));
  }
  Result<Verdict> sweep(const Profile::Audio& settings = {}) {
    return test::run(audio::check_sweep(sound, compute, settings, steps));
  }
};

/// The owner's music, played by another thread through a device of its own.
class Music {
 public:
  explicit Music(const test::TestBench& bench)
      : player_([this, devices = bench.devices()] { play(devices); }) {
    while (!playing_)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ~Music() { stop_.request_stop(); }
  Music(const Music&) = delete;
  Music& operator=(const Music&) = delete;

 private:
  /// A busy machine lets it run dry; then it begins again, as a player would.
  void play(const AlsaDevices& devices) {
    std::int64_t time = 0;
    while (!stop_.stop_requested()) {
      auto pcm = AlsaPcm::open(
          {devices.playback, AlsaPcm::Direction::playback, bench::rate_hz, 0});
      if (!pcm)
        throw std::runtime_error(pcm.error().what);
      time = play_until_dry(*pcm, time);
    }
  }

  std::int64_t play_until_dry(AlsaPcm& pcm, std::int64_t time) {
    std::vector<float> samples(4800);
    std::vector<pollfd> wait;
    pcm.add_descriptors(wait);
    for (bool started = false; !stop_.stop_requested();) {
      std::ranges::fill(samples, 0.0F);
      bench::add_music(1, time, 0.07, samples);
      const auto moved = pcm.write(samples).value();
      if (moved.xrun)
        break;
      time += static_cast<std::int64_t>(moved.frames);
      if (moved.frames == samples.size())
        continue;
      if (!started)
        pcm.start().value();
      started = playing_ = true;
      ::poll(wait.data(), wait.size(), 50);
      pcm.ready(wait);
    }
    return time;
  }

  std::atomic<bool> playing_ = false;
  std::stop_source stop_;
  std::jthread player_;
};

/// As support would: a machine under load may lose samples or be late, which
/// leaves a check open; ten checks in a row it may not.
template <class Check>
Result<Verdict> patiently(Check check) {
  auto verdict = check();
  for (int repeat = 0; repeat < 9; ++repeat) {
    const bool lost = verdict ? verdict->outcome == Outcome::inconclusive
                              : verdict.error().code == Errc::io;
    if (!lost)
      break;
    verdict = check();
  }
  return verdict;
}

std::string present(const Verdict& verdict) {
  std::string all;
  for (const auto& finding : verdict.findings) {
    if (finding.presence == Presence::present)
      all += (all.empty() ? "" : " ") + finding.id;
  }
  return all;
}

}  // namespace

TEST_CASE("a healthy speaker passes with the default profile") {
  Speaker speaker;

  const auto silent = patiently([&] { return speaker.electrical(); });
  CHECK(speaker.bench.state().played_end() == 0);
  const auto verdict = patiently([&] { return speaker.sweep(); });

  REQUIRE(silent);
  INFO(silent->summary);
  CHECK(silent->outcome == Outcome::passed);
  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(present(*verdict).empty());
  CHECK(test::measured(*verdict, "response_mic4_1000hz").has_value());
  // It moves on while it records.
  CHECK(speaker.steps.fractions.size() > 8);
}

TEST_CASE("a fault that comes and goes is seen to come and go") {
  Speaker speaker;
  speaker.bench.set_faults("mic4_dead=1\n");
  const auto broken = patiently([&] { return speaker.sweep(); });
  speaker.bench.set_faults("");

  const auto repaired = patiently([&] { return speaker.sweep(); });

  REQUIRE(broken);
  CHECK(present(*broken) == "audio.mic_dead_analog");
  REQUIRE(repaired);
  CHECK(repaired->outcome == Outcome::passed);
}

TEST_CASE("a mixer that is off, or at zero, is named and stays silent") {
  Speaker speaker;
  speaker.bench.state().set_playback_on(false);
  const auto off = speaker.electrical();
  const auto not_played = speaker.sweep();
  speaker.bench.state().set_playback_on(true);
  speaker.bench.state().set_playback_volume(0);

  const auto zero = speaker.electrical();

  REQUIRE(off);
  CHECK(present(*off) == "audio.playback_off");
  REQUIRE(not_played);
  CHECK(not_played->outcome == Outcome::inconclusive);
  REQUIRE(zero);
  CHECK(present(*zero) == "audio.volume_zero");
  CHECK(speaker.bench.state().played_end() == 0);
}

TEST_CASE("a room that drowns the sweep is told and blames nobody") {
  Speaker speaker;
  speaker.bench.set_faults("noise_dbfs=-8\n");

  const auto verdict = speaker.sweep();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(present(*verdict).empty());
  CHECK(speaker.bench.state().played_end() == 0);
}

TEST_CASE("lost samples make the check inconclusive") {
  Speaker speaker;
  speaker.bench.set_faults("xrun_capture=0.3\n");

  const auto verdict = speaker.sweep();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(present(*verdict).empty());
  CHECK(test::measured(*verdict, "xruns").value() >= 4);
}

TEST_CASE("a card that is gone is named and a card in use is busy") {
  Speaker speaker;
  speaker.bench.set_faults("absent=1\n");
  const auto absent = speaker.electrical();
  speaker.bench.set_faults("busy=1\n");

  const auto silent = speaker.electrical();
  const auto busy = speaker.sweep();

  REQUIRE(absent);
  CHECK(present(*absent) == "audio.card_missing");
  REQUIRE_FALSE(silent);
  CHECK(silent.error().code == Errc::busy);
  REQUIRE_FALSE(busy);
  CHECK(busy.error().code == Errc::busy);
}

TEST_CASE("while music plays a broken microphone is found without a sound") {
  Speaker speaker;
  const Music music(speaker.bench);
  const auto healthy = patiently([&] { return speaker.passive(); });
  speaker.bench.set_faults("mic2_blocked=1\n");

  const auto broken = patiently([&] { return speaker.passive(); });

  REQUIRE(healthy);
  INFO(healthy->summary);
  CHECK(healthy->outcome == Outcome::passed);
  REQUIRE(broken);
  INFO(broken->summary);
  CHECK(present(*broken) == "audio.mic_blocked_passive");
}

TEST_CASE("in silence there is no playback to listen to") {
  Speaker speaker;

  const auto verdict = speaker.passive();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(verdict->summary == "nothing is playing");
}
