// When the loop probe cannot tell, or could but for the world around it.

#include <limits>

#include "tests/unit/probes/audio/loop_fixture.hpp"

namespace soundcheck::audio {

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

}  // namespace soundcheck::audio
