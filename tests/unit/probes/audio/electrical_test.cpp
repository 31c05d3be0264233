#include "tests/unit/probes/audio/audio_fixture.hpp"

namespace soundcheck::audio {

TEST_CASE(
    "a silent listen to a healthy speaker passes, and nothing is played") {
  SimulatedSound sound;

  const auto verdict = electrical(sound);

  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(verdict->outcome == Outcome::passed);
  for (const auto& finding : verdict->findings) {
    CAPTURE(finding.id, finding.evidence);
    CHECK(finding.presence == Presence::absent);
  }
  CHECK(sound.played == 0);
  CHECK(test::measured(*verdict, "volume") == 80);
  CHECK(test::measured(*verdict, "quiet_level_mic4").has_value());
}

TEST_CASE("a mixer that is off or at zero is named") {
  SimulatedSound sound;
  sound.take.mixer.playback_on = false;
  CHECK(present(electrical(sound).value()) == "audio.playback_off");
  sound.take.mixer.playback_on = true;
  sound.take.mixer.playback_volume = 0;
  CHECK(present(electrical(sound).value()) == "audio.volume_zero");
}

TEST_CASE("what is wrong with a converter shows in silence") {
  SimulatedSound sound;
  auto& faults = sound.take.faults;
  const auto named = [&sound, &faults] {
    auto ids = present(electrical(sound).value());
    faults = {};
    return ids;
  };

  faults.microphones[1].zero = true;
  CHECK(named() == "audio.mic_dead_digital");
  faults.microphones[2].stuck_bits = 4;
  CHECK(named() == "audio.mic_stuck_bits");
  faults.microphones[0].dc = 0.05;
  CHECK(named() == "audio.mic_dc");
  faults.microphones[3].noise_dbfs = -50;
  CHECK(named() == "audio.mic_noisy");
  faults.hum_dbfs = -40;
  CHECK(named() == "audio.hum");
}

TEST_CASE("the evidence says which microphone it is") {
  SimulatedSound sound;
  sound.take.faults.microphones[2].zero = true;

  const auto verdict = electrical(sound);

  REQUIRE(verdict);
  CHECK(test::finding(*verdict, "audio.mic_dead_digital").evidence ==
        "mic 3: every sample is the same");
}

TEST_CASE("a device without a mixer is listened to all the same") {
  SimulatedSound sound;
  sound.mixer_fails = Error(Errc::unsupported, "no such mixer");

  const auto verdict = electrical(sound);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(test::finding(*verdict, "audio.playback_off").evidence ==
        "no such mixer");
}

TEST_CASE("two microphones have no array to tell a noisy one by, and pass") {
  SimulatedSound sound;
  sound.microphones = 2;
  CHECK(electrical(sound).value().outcome == Outcome::passed);
}

TEST_CASE("sixteen bits in a wider format are not stuck") {
  SimulatedSound sound;
  sound.spoil = [](int, Recording& recording) {
    for (auto& codes : recording.codes) {
      codes.ever_one <<= 16;
      codes.always_one <<= 16;
      codes.bits = 32;
    }
  };
  CHECK(electrical(sound).value().outcome == Outcome::passed);
}

TEST_CASE("a card that is busy or lost gives its error, no fault") {
  SimulatedSound sound;
  sound.recording_fails = Error(Errc::busy, "somebody records");
  CHECK(electrical(sound).error().code == Errc::busy);
  sound.recording_fails.reset();
  sound.spoil = [](int, Recording& recording) { recording.capture_xruns = 1; };
  CHECK(electrical(sound).error().code == Errc::io);
}

TEST_CASE("a sound card that the profile names and that is gone is named") {
  SimulatedSound sound;
  sound.missing.playback_missing = true;
  sound.missing.capture_missing = true;

  const auto verdict = electrical(sound);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(present(*verdict) == "audio.card_missing");
  CHECK(verdict->summary ==
        "the profile's playback device and capture device are not there");
  CHECK(sound.recordings == 0);
}

TEST_CASE("a sound card that lost one of its devices is not whole") {
  SimulatedSound sound;
  sound.missing.capture_missing = true;

  const auto verdict = electrical(sound);

  REQUIRE(verdict);
  CHECK(present(*verdict) == "audio.card_missing");
  CHECK(verdict->summary == "the profile's capture device is not there");
}

}  // namespace soundcheck::audio
