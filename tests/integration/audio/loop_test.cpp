// The probe on real ALSA: what the daemon does, without the daemon.

#include "probes/audio/loop.hpp"

#include <catch2/catch.hpp>

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
  test::Steps steps;

  Result<Verdict> check() {
    return test::run(audio::check_loop(sound, Profile::Audio(), steps));
  }

  /// As the daemon would: a run that lost samples is repeated later. A machine
  /// under load may lose some; five checks in a row it may not.
  Result<Verdict> check_patiently() {
    auto verdict = check();
    for (int repeat = 0; repeat < 4 && verdict && lost_all_runs(*verdict);
         ++repeat) {
      verdict = check();
    }
    return verdict;
  }

 private:
  /// No run was clean: then there is no number of a microphone.
  static bool lost_all_runs(const Verdict& verdict) {
    const auto lost = test::measured(verdict, "playback_xruns").value_or(0) +
                      test::measured(verdict, "capture_xruns").value_or(0);
    return lost > 0 && !test::measured(verdict, "mic1_level");
  }
};

std::string present(const Verdict& verdict) {
  std::string all;
  for (const auto& [id, how, why] : verdict.findings) {
    if (how == Presence::present)
      all += (all.empty() ? "" : " ") + id;
  }
  return all;
}

}  // namespace

TEST_CASE("a healthy speaker passes with the default profile") {
  Speaker speaker;

  const auto verdict = speaker.check_patiently();

  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(present(*verdict).empty());
  CHECK(test::measured(*verdict, "tone_level").value() ==
        Approx(-40).margin(1.5));
  CHECK(test::measured(*verdict, "tone_frequency").value() ==
        Approx(1000).margin(0.01));
  CHECK(test::measured(*verdict, "mic1_noise").value() ==
        Approx(-75).margin(1));
  CHECK(test::measured(*verdict, "thd").value() < 2);
  // It moves on while it records.
  CHECK(speaker.steps.fractions.size() > 8);
}

TEST_CASE("a dead microphone is named") {
  Speaker speaker;
  speaker.bench.set_faults("mic2_dead=1\n");

  const auto verdict = speaker.check_patiently();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(present(*verdict) == "audio.mic_silent");
  CHECK(verdict->summary == "microphone 2 does not hear the tone");
}

TEST_CASE("a fault that comes and goes is seen to come and go") {
  Speaker speaker;
  speaker.bench.set_faults("mic4_dead=1\n");
  const auto broken = speaker.check_patiently();
  speaker.bench.set_faults("");

  const auto repaired = speaker.check_patiently();

  REQUIRE(broken);
  CHECK(present(*broken) == "audio.mic_silent");
  REQUIRE(repaired);
  CHECK(repaired->outcome == Outcome::passed);
}

TEST_CASE("a mixer that is off, or at zero, is named and stays silent") {
  Speaker speaker;
  speaker.bench.state().set_playback_on(false);
  const auto off = speaker.check();
  speaker.bench.state().set_playback_on(true);
  speaker.bench.state().set_playback_volume(0);

  const auto zero = speaker.check();

  REQUIRE(off);
  CHECK(present(*off) == "audio.playback_off");
  REQUIRE(zero);
  CHECK(present(*zero) == "audio.volume_zero");
  CHECK(speaker.bench.state().played_end() == 0);
}

TEST_CASE("a loudspeaker without sound is no output") {
  Speaker speaker;
  speaker.bench.set_faults("speaker_mute=1\n");

  const auto verdict = speaker.check_patiently();

  REQUIRE(verdict);
  CHECK(present(*verdict) == "audio.no_output");
}

TEST_CASE("a clipping amplifier is distorted") {
  Speaker speaker;
  speaker.bench.set_faults("clip=0.015\n");

  auto verdict = speaker.check_patiently();
  // Two clean runs are needed; under load one of them may have been lost.
  for (int repeat = 0;
       repeat < 4 && verdict && verdict->outcome == Outcome::inconclusive;
       ++repeat) {
    verdict = speaker.check_patiently();
  }

  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(present(*verdict) == "audio.distorted");
}

TEST_CASE("a wrong level is named") {
  Speaker speaker;
  speaker.bench.set_faults("speaker_gain_db=-22\n");

  const auto verdict = speaker.check_patiently();

  REQUIRE(verdict);
  CHECK(present(*verdict) == "audio.level_off");
}

TEST_CASE("a noisy room is told and blames nobody") {
  Speaker speaker;
  speaker.bench.set_faults("noise_dbfs=-45\n");

  const auto verdict = speaker.check_patiently();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(present(*verdict) == "audio.noisy");
}

TEST_CASE("lost samples make the check inconclusive") {
  Speaker speaker;
  speaker.bench.set_faults("xrun_capture=0.3\n");

  const auto verdict = speaker.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(present(*verdict).empty());
  CHECK(test::measured(*verdict, "playback_xruns").value() +
            test::measured(*verdict, "capture_xruns").value() ==
        2);
}

TEST_CASE("an absent card is unsupported and a card in use is busy") {
  Speaker speaker;
  speaker.bench.set_faults("absent=1\n");
  const auto absent = speaker.check();
  speaker.bench.set_faults("busy=1\n");

  const auto busy = speaker.check();

  REQUIRE_FALSE(absent);
  CHECK(absent.error().code == Errc::unsupported);
  REQUIRE_FALSE(busy);
  CHECK(busy.error().code == Errc::busy);
}
