#include "tests/unit/probes/audio/loop_fixture.hpp"

namespace soundcheck::audio {

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

TEST_CASE("a wrong level is told with how it should be") {
  SimulatedSound sound;
  sound.faults.speaker_gain_db = -22;

  const auto verdict = check(sound);

  REQUIRE(verdict);
  CHECK(present(*verdict) == "audio.level_off");
  CHECK(test::finding(*verdict, "audio.level_off")
            .evidence.ends_with("expected -40.0 +- 15.0"));
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
