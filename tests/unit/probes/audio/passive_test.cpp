#include "tests/unit/probes/audio/audio_fixture.hpp"
#include "tests/unit/probes/audio/learned_device.hpp"

namespace soundcheck::audio {

namespace {

SimulatedSound playing_music() {
  SimulatedSound sound;
  sound.music_dbfs = -20;
  return sound;
}

/// What is present after a change of the device, against its baseline.
template <class Change>
std::string found_after(Change change) {
  const Learned learned;
  auto sound = playing_music();
  change(sound.take.faults);
  const auto verdict = passive(sound, learned.settings);
  REQUIRE(verdict);
  UNSCOPED_INFO(verdict->summary);
  return present(*verdict);
}

}  // namespace

TEST_CASE("music alone shows that a healthy speaker is healthy") {
  const Learned learned;
  auto sound = playing_music();

  const auto verdict = passive(sound, learned.settings);

  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(present(*verdict).empty());
  CHECK(sound.played == 0);
  for (const auto& finding : verdict->findings) {
    INFO(finding.id << ": " << finding.evidence);
    CHECK(finding.id.ends_with("_passive"));
    // Two of the four microphones are equally far from the loudspeaker.
    if (finding.id != "audio.mic_swap_passive")
      CHECK(finding.presence == Presence::absent);
  }
  CHECK(test::measured(*verdict, "level") == Approx(0).margin(0.3));
  CHECK(test::measured(*verdict, "coherence") > 0.9);
}

TEST_CASE("music alone names a broken microphone") {
  CHECK(found_after([](auto& f) { f.microphones[1].blocked = true; }) ==
        "audio.mic_blocked_passive");
  CHECK(found_after([](auto& f) { f.microphones[2].dead = true; }) ==
        "audio.mic_dead_analog_passive");
  CHECK(found_after([](auto& f) { f.microphones[3].gain_db = -6; }) ==
        "audio.mic_gain_passive");
  CHECK(found_after([](auto& f) { f.microphones[0].inverted = true; }) ==
        "audio.mic_polarity_passive");
}

TEST_CASE("music alone names a broken loudspeaker") {
  CHECK(found_after([](auto& f) { f.speaker_mute = true; }) ==
        "audio.no_output_passive");
  CHECK(found_after([](auto& f) { f.speaker_gain_db = -6; }) ==
        "audio.speaker_level_passive");
  CHECK(found_after([](auto& f) { f.speaker_inverted = true; }) ==
        "audio.speaker_polarity_passive");
  CHECK(found_after([](auto& f) {
          f.speaker_lowpass_hz = 2500;
        }).starts_with("audio.speaker_hf_loss_passive"));
  CHECK(found_after([](auto& f) {
          f.speaker_highpass_hz = 520;
        }).starts_with("audio.speaker_lf_loss_passive"));
}

TEST_CASE("music played softly is no fault of the loudspeaker") {
  const Learned learned;
  auto sound = playing_music();
  sound.take.mixer.playback_volume -= 20;

  const auto verdict = passive(sound, learned.settings);

  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(test::measured(*verdict, "level") == Approx(0).margin(0.3));
}

TEST_CASE("a volume that changes meanwhile leaves the level open") {
  const Learned learned;
  auto sound = playing_music();
  sound.before = [](int recording, bench::Take& take) {
    if (recording == 1)
      take.mixer.playback_volume -= 12;
  };

  const auto verdict = passive(sound, learned.settings);

  REQUIRE(verdict);
  CHECK(present(*verdict).empty());
  CHECK(test::presence(*verdict, "audio.speaker_level_passive") ==
        Presence::unknown);
}

TEST_CASE("without a baseline the microphones are compared with each other") {
  auto sound = playing_music();
  sound.take.faults.microphones[1].blocked = true;

  const auto verdict = passive(sound);

  REQUIRE(verdict);
  CHECK(present(*verdict) == "audio.mic_blocked_passive");
  CHECK(test::presence(*verdict, "audio.speaker_level_passive") ==
        Presence::unknown);
}

TEST_CASE("talk beside the music is no fault") {
  const Learned learned;
  auto sound = playing_music();
  sound.take.faults.talk_dbfs = -45;

  const auto verdict = passive(sound, learned.settings);

  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(present(*verdict).empty());
}

TEST_CASE("when nothing plays the passive test says so and ends at once") {
  auto sound = playing_music();
  sound.music_dbfs = -90;

  const auto verdict = passive(sound);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(verdict->summary == "nothing is playing");
  CHECK(sound.recordings == 1);
}

TEST_CASE("a loud room hides the music and accuses nobody") {
  const Learned learned;
  auto sound = playing_music();
  sound.music_dbfs = -55;
  sound.take.faults.noise_dbfs = -35;

  const auto verdict = passive(sound, learned.settings);

  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(present(*verdict).empty());
}

TEST_CASE("a board that does not record what it plays cannot do it") {
  SimulatedSound sound;
  test::Steps steps;
  test::Inline compute;

  const auto verdict = test::run(check_passive(sound, compute, {}, steps));

  REQUIRE_FALSE(verdict);
  CHECK(verdict.error().code == Errc::unsupported);
  CHECK(verdict.error().what.find("audio.playback_channel") !=
        std::string::npos);
  CHECK(passive(sound).error().code == Errc::unsupported);
}

TEST_CASE("samples lost while music plays spoil the listening") {
  auto sound = playing_music();
  sound.spoil = [](int recording, Recording& spoiled) {
    spoiled.capture_xruns = recording == 1 ? 1 : 0;
  };

  CHECK(passive(sound).error().code == Errc::io);
}

TEST_CASE("a mixer that is off is no loudspeaker without sound") {
  auto sound = playing_music();
  sound.take.mixer.playback_on = false;

  const auto verdict = passive(sound);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(present(*verdict).empty());
}

}  // namespace soundcheck::audio
