#include "probes/audio/loop.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"
#include "tests/unit/probes/audio/simulated_sound.hpp"

namespace soundcheck::audio {

namespace {

using test::SimulatedSound;

Result<Verdict> check(SimulatedSound& sound,
                      const Profile::Audio& limits = {}) {
  test::Steps steps;
  auto verdict = test::run(check_loop(sound, limits, steps));
  CHECK(std::ranges::is_sorted(steps.fractions));
  CHECK(steps.texts.size() >= 1);
  return verdict;
}

const Measurement& measurement(const Verdict& verdict,
                               const std::string& name) {
  for (const auto& one : verdict.measurements) {
    if (one.name == name)
      return one;
  }
  FAIL("no measurement " << name);
  return verdict.measurements.front();
}

/// The ids of all findings that are present, in one string.
std::string present(const Verdict& verdict) {
  std::string all;
  for (const auto& [id, how, why] : verdict.findings) {
    if (how == Presence::present)
      all += (all.empty() ? "" : " ") + id;
  }
  return all;
}

void silence(Recording& recording, std::size_t microphone) {
  for (auto& sample : recording.microphones[microphone])
    sample = 0;
}

}  // namespace

TEST_CASE("a healthy speaker passes with margins and all findings absent") {
  SimulatedSound sound;

  const auto verdict = check(sound);

  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(verdict->outcome == Outcome::passed);
  REQUIRE(verdict->findings.size() == 7);
  for (const auto& finding : verdict->findings) {
    CAPTURE(finding.id, finding.evidence);
    CHECK(finding.presence == Presence::absent);
    CHECK_FALSE(finding.evidence.empty());
    CHECK(finding.evidence.size() <= 200);
  }
  CHECK(measurement(*verdict, "tone_level").value == Approx(-40).margin(1.5));
  CHECK(measurement(*verdict, "mic4_level").value == Approx(-40).margin(2));
  CHECK(*measurement(*verdict, "mic4_level").sigma < 0.1);
  CHECK(measurement(*verdict, "mic1_noise").value == Approx(-75).margin(0.5));
  CHECK(measurement(*verdict, "thd").value < 2);
  CHECK(measurement(*verdict, "volume").value == 80);
  CHECK(sound.runs == 1);
  CHECK(verdict->summary.starts_with("all 4 microphones hear the tone at -4"));
}

TEST_CASE("no finding is ever left out") {
  SimulatedSound sound;
  sound.levels.playback_on = false;

  const auto verdict = check(sound);

  REQUIRE(verdict);
  std::string ids;
  for (const auto& finding : verdict->findings)
    ids += finding.id + " ";
  CHECK(ids ==
        "audio.playback_off audio.volume_zero audio.no_output "
        "audio.mic_silent audio.distorted audio.level_off audio.noisy ");
}

TEST_CASE("a mixer that is off is named, and nothing is played") {
  SimulatedSound sound;
  sound.levels.playback_on = false;

  const auto verdict = check(sound);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(present(*verdict) == "audio.playback_off");
  CHECK(test::presence(*verdict, "audio.no_output") == Presence::unknown);
  CHECK(sound.runs == 0);
  CHECK(verdict->summary ==
        "playback is switched off: \"Master\" is off, 80 %, -10.0 dB");
}

TEST_CASE("a volume of zero is named, and nothing is played") {
  SimulatedSound sound;
  sound.levels.playback_volume = 0;

  const auto verdict = check(sound);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(present(*verdict) == "audio.volume_zero");
  CHECK(sound.runs == 0);
}

TEST_CASE("a speaker without a sound is named, and no microphone is blamed") {
  SimulatedSound sound;
  sound.faults.speaker_mute = true;

  const auto verdict = check(sound);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(present(*verdict) == "audio.no_output");
  CHECK(test::presence(*verdict, "audio.mic_silent") == Presence::unknown);
  CHECK(test::presence(*verdict, "audio.level_off") == Presence::unknown);
  CHECK(test::presence(*verdict, "audio.playback_off") == Presence::absent);
}

TEST_CASE("each dead microphone is named, up to all but one") {
  for (std::size_t m = 0; m < 4; ++m) {
    SimulatedSound sound;
    sound.faults.microphones[m].dead = true;

    const auto verdict = check(sound);

    REQUIRE(verdict);
    CHECK(present(*verdict) == "audio.mic_silent");
    CHECK(verdict->summary ==
          "microphone " + std::to_string(m + 1) + " does not hear the tone");
  }
  SimulatedSound sound;
  for (const std::size_t m : {0U, 1U, 3U})
    sound.faults.microphones[m].dead = true;

  const auto verdict = check(sound);

  REQUIRE(verdict);
  CHECK(present(*verdict) == "audio.mic_silent");
  CHECK(verdict->summary == "microphones 1, 2 and 4 do not hear the tone");
}

TEST_CASE("a microphone with crosstalk only is silent, a quiet one is not") {
  SimulatedSound sound;
  sound.faults.microphones[1].gain_db = -30;
  sound.faults.microphones[2].gain_db = -12;

  const auto verdict = check(sound);

  REQUIRE(verdict);
  CHECK(present(*verdict) == "audio.mic_silent");
  CHECK(verdict->summary == "microphone 2 does not hear the tone");
}

TEST_CASE("a digitally silent microphone is told as such") {
  SimulatedSound sound;
  sound.spoil = [](int, Recording& recording) { silence(recording, 2); };

  const auto verdict = check(sound);

  REQUIRE(verdict);
  CHECK(present(*verdict) == "audio.mic_silent");
  CHECK(test::finding(*verdict, "audio.mic_silent")
            .evidence.starts_with(
                "microphone 3 digitally silent; the others at -4"));
}

TEST_CASE("zeros on all microphones are no output") {
  SimulatedSound sound;
  sound.spoil = [](int, Recording& recording) {
    for (std::size_t m = 0; m < 4; ++m)
      silence(recording, m);
  };

  const auto verdict = check(sound);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(present(*verdict) == "audio.no_output");
}

TEST_CASE("with one microphone silence is no output and never its fault") {
  SimulatedSound sound;
  sound.microphones = 1;
  const auto healthy = check(sound);
  sound.faults.speaker_mute = true;

  const auto silent = check(sound);

  REQUIRE(healthy);
  CHECK(healthy->outcome == Outcome::passed);
  CHECK(healthy->summary.starts_with("the microphone hears the tone at -"));
  REQUIRE(silent);
  CHECK(present(*silent) == "audio.no_output");
  CHECK(test::presence(*silent, "audio.mic_silent") == Presence::unknown);
}

TEST_CASE("a clipping amplifier is distorted, in two agreeing runs") {
  SimulatedSound sound;
  sound.faults.clip = 0.015;

  const auto verdict = check(sound);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(present(*verdict) == "audio.distorted");
  CHECK(measurement(*verdict, "thd").value > 10);
  CHECK(sound.runs == 2);
}

TEST_CASE("a distortion that does not repeat is none") {
  SimulatedSound sound;
  sound.spoil = [&sound](int, Recording&) { sound.faults.clip = 0; };
  sound.faults.clip = 0.015;

  const auto verdict = check(sound);

  REQUIRE(verdict);
  CHECK(sound.runs == 2);
  CHECK(verdict->outcome == Outcome::passed);
}

TEST_CASE("a distortion that could not be repeated stays open") {
  SimulatedSound sound;
  sound.faults.clip = 0.015;
  sound.spoil = [](int run, Recording& recording) {
    recording.capture_xruns = run > 0 ? 1 : 0;
  };

  const auto verdict = check(sound);

  REQUIRE(verdict);
  CHECK(sound.runs == 3);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(test::presence(*verdict, "audio.distorted") == Presence::unknown);
}

TEST_CASE("a wrong level is told with how it should be") {
  SimulatedSound sound;
  sound.faults.speaker_gain_db = -22;

  const auto verdict = check(sound);

  REQUIRE(verdict);
  CHECK(present(*verdict) == "audio.level_off");
  CHECK(test::finding(*verdict, "audio.level_off")
            .evidence.ends_with("expected -40.0 +- 15.0"));
}

TEST_CASE("a noisy room is no fault, and hides none that shows through it") {
  SimulatedSound sound;
  sound.faults.noise_dbfs = -45;
  const auto noisy = check(sound);
  sound.faults.microphones[0].dead = true;

  const auto dead = check(sound);

  REQUIRE(noisy);
  CHECK(noisy->outcome == Outcome::inconclusive);
  CHECK(present(*noisy) == "audio.noisy");
  CHECK(test::presence(*noisy, "audio.mic_silent") == Presence::absent);
  REQUIRE(dead);
  CHECK(dead->outcome == Outcome::failed);
  CHECK(test::presence(*dead, "audio.mic_silent") == Presence::present);
}

TEST_CASE("in noise that would hide the tone nothing is called dead") {
  SimulatedSound sound;
  sound.faults.speaker_mute = true;
  sound.faults.noise_dbfs = -15;

  const auto verdict = check(sound);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(present(*verdict) == "audio.noisy");
  CHECK(test::presence(*verdict, "audio.no_output") == Presence::unknown);
  CHECK(test::presence(*verdict, "audio.mic_silent") == Presence::unknown);
}

TEST_CASE("lost samples are tried once more and then told") {
  SimulatedSound sound;
  sound.spoil = [](int run, Recording& recording) {
    recording.playback_xruns = run == 0 ? 1 : 0;
    if (run == 0)
      silence(recording, 1);
  };
  const auto recovered = check(sound);
  sound.spoil = [](int, Recording& recording) { recording.capture_xruns = 1; };

  const auto spoiled = check(sound);

  REQUIRE(recovered);
  CHECK(recovered->outcome == Outcome::passed);
  CHECK(measurement(*recovered, "playback_xruns").value == 1);
  REQUIRE(spoiled);
  CHECK(spoiled->outcome == Outcome::inconclusive);
  CHECK(present(*spoiled).empty());
  CHECK(test::presence(*spoiled, "audio.no_output") == Presence::unknown);
  CHECK(test::presence(*spoiled, "audio.playback_off") == Presence::absent);
  CHECK(spoiled->summary ==
        "could not tell: samples were lost: 0 underruns, 2 overruns");
}

TEST_CASE("samples that are no numbers leave their microphone open") {
  SimulatedSound sound;
  sound.spoil = [](int, Recording& recording) {
    recording.microphones[3][40'000] = std::numeric_limits<float>::quiet_NaN();
  };

  const auto verdict = check(sound);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(present(*verdict).empty());
  CHECK(test::presence(*verdict, "audio.mic_silent") == Presence::unknown);
  CHECK(test::presence(*verdict, "audio.no_output") == Presence::absent);
  CHECK(verdict->summary ==
        "could not tell: microphone 4 gave no usable samples");
}

TEST_CASE("an overloaded converter is not called a distorted speaker") {
  SimulatedSound sound;
  sound.spoil = [](int, Recording& recording) {
    for (std::size_t m = 0; m < 4; ++m) {
      for (auto& sample : recording.microphones[m])
        sample = sample > 0 ? 1.0F : -1.0F;
      recording.full_scale_samples[m] = recording.microphones[m].size();
    }
  };

  const auto verdict = check(sound);

  REQUIRE(verdict);
  CHECK(test::presence(*verdict, "audio.distorted") == Presence::unknown);
  CHECK(test::presence(*verdict, "audio.level_off") == Presence::present);
  CHECK(measurement(*verdict, "mic1_full_scale").value > 10'000);
}

TEST_CASE("no microphones and cut recordings are inconclusive") {
  SimulatedSound sound;
  sound.spoil = [](int, Recording& recording) {
    recording.microphones.clear();
  };
  const auto none = check(sound);
  sound.spoil = [](int, Recording& recording) {
    for (auto& samples : recording.microphones)
      samples.resize(100);
  };

  const auto cut = check(sound);

  REQUIRE(none);
  CHECK(none->outcome == Outcome::inconclusive);
  CHECK(none->summary == "could not tell: the device has no microphone");
  REQUIRE(cut);
  CHECK(cut->outcome == Outcome::inconclusive);
  CHECK(present(*cut).empty());
}

TEST_CASE("a board without a mixer is judged by its sound") {
  SimulatedSound sound;
  sound.mixer_fails = Error(Errc::unsupported, "no mixer here");
  const auto healthy = check(sound);
  sound.faults.speaker_mute = true;

  const auto silent = check(sound);

  REQUIRE(healthy);
  CHECK(healthy->outcome == Outcome::passed);
  REQUIRE(silent);
  CHECK(present(*silent) == "audio.no_output");
  CHECK(test::presence(*silent, "audio.playback_off") == Presence::unknown);
  CHECK(test::finding(*silent, "audio.playback_off").evidence ==
        "no mixer here");
}

TEST_CASE("a device in use or absent is an error, not a verdict") {
  SimulatedSound sound;
  sound.playing_fails = Error(Errc::busy, "opening bench: in use");
  const auto busy = check(sound);
  sound.playing_fails = Error(Errc::unsupported, "opening bench: no device");
  const auto absent = check(sound);
  sound.mixer_fails = Error(Errc::cancelled, "stopped");

  const auto cancelled = check(sound);

  REQUIRE_FALSE(busy);
  CHECK(busy.error() ==
        Error(Errc::busy, "playing the test tone: opening bench: in use"));
  REQUIRE_FALSE(absent);
  CHECK(absent.error().code == Errc::unsupported);
  REQUIRE_FALSE(cancelled);
  CHECK(cancelled.error().code == Errc::cancelled);
}

TEST_CASE("a late loudspeaker and a short tone change nothing") {
  SimulatedSound sound;
  sound.latency_s = 0.15;
  CHECK(check(sound).value().outcome == Outcome::passed);
  Profile::Audio limits;
  limits.tone_seconds = 0.3;
  sound.latency_s = 0.05;

  CHECK(check(sound, limits).value().outcome == Outcome::passed);
}

}  // namespace soundcheck::audio
