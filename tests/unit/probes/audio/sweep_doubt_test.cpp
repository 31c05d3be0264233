// When the sweep cannot tell, or could but for the world around it.

#include <fstream>
#include <limits>

#include "tests/support/temporary_folder.hpp"
#include "tests/unit/probes/audio/audio_fixture.hpp"

namespace soundcheck::audio {

TEST_CASE("where the mixer is off nothing is played and nothing is known") {
  SimulatedSound sound;
  sound.take.mixer.playback_on = false;

  const auto verdict = sweep(sound);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(verdict->summary ==
        "nothing was played, the sound is off: \"Master\" is off, 80 %, "
        "-10.0 dB");
  CHECK(sound.recordings == 0);
  for (const auto& finding : verdict->findings)
    CHECK(finding.presence == Presence::unknown);
}

TEST_CASE("in a room that would drown the sweep nothing is played") {
  SimulatedSound sound;
  sound.take.faults.noise_dbfs = -8;

  const auto verdict = sweep(sound);

  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(sound.played == 0);
  CHECK(verdict->summary.starts_with("the room is too loud"));
}

TEST_CASE("a distortion that does not repeat is none") {
  SimulatedSound sound;
  sound.take.faults.clip = 0.015;
  sound.spoil = [&sound](int recording, Recording&) {
    if (recording > 0)
      sound.take.faults.clip = 0;
  };

  const auto verdict = sweep(sound);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(present(*verdict).empty());
  CHECK(sound.played >= 2);
}

TEST_CASE("lost samples make a run worthless, four of them the test") {
  SimulatedSound sound;
  sound.spoil = [](int recording, Recording& heard) {
    heard.capture_xruns = recording == 1 ? 1 : 0;
  };
  CHECK(sweep(sound).value().outcome == Outcome::passed);
  CHECK(sound.played == 2);
  sound.spoil = [](int, Recording& heard) { heard.playback_xruns = 1; };

  const auto verdict = sweep(sound);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(verdict->summary == "samples were lost in every run");
  CHECK(test::measured(*verdict, "xruns") == 5);
}

TEST_CASE("somebody who talks all the time is no fault") {
  SimulatedSound sound;
  sound.before = [](int recording, bench::Take& take) {
    take.faults.talk_dbfs = recording % 2 == 1 ? -30 : bench::silent_dbfs;
  };

  const auto verdict = sweep(sound);

  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(verdict->outcome != Outcome::failed);
}

TEST_CASE("whoever speaks is let finish before the sweep is played again") {
  SimulatedSound sound;
  int heard_quiet = 0;
  sound.before = [&heard_quiet](int recording, bench::Take& take) {
    const bool talks = recording >= 1 && recording < 6;
    take.faults.talk_dbfs = talks ? -30 : bench::silent_dbfs;
    heard_quiet += talks ? 0 : 1;
  };

  const auto verdict = sweep(sound);

  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(sound.played == 2);
  // The first listen, the one that found it quiet again, and the last sweep.
  CHECK(heard_quiet == 3);
}

TEST_CASE("samples that are no numbers are bad input, never a fault") {
  SimulatedSound sound;
  sound.spoil = [](int, Recording& heard) {
    heard.microphones[1][100] = std::numeric_limits<float>::quiet_NaN();
  };

  const auto verdict = sweep(sound);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(verdict->summary == "samples that are no numbers");
}

TEST_CASE("a card that vanishes amid the sweep is an error") {
  SimulatedSound sound;
  sound.before = [&sound](int recording, bench::Take&) {
    if (recording == 1)
      sound.recording_fails = Error(Errc::io, "no such device");
  };
  sweep(sound).value();  // the error shows at the next recording

  const auto verdict = sweep(sound);

  REQUIRE(!verdict);
  CHECK(verdict.error().code == Errc::io);
}

TEST_CASE("a baseline that cannot be read is told with file and line") {
  const test::TemporaryFolder folder;
  Profile::Audio settings;
  settings.baseline = folder.path() / "baseline.toml";
  std::ofstream(settings.baseline) << "version = 99\n";
  SimulatedSound sound;

  const auto verdict = sweep(sound, settings);

  REQUIRE(!verdict);
  CHECK(verdict.error().code == Errc::parse);
  CHECK(verdict.error().what.find("baseline.toml") != std::string::npos);
  CHECK(sound.recordings == 0);
}

TEST_CASE("a baseline that is not there yet is none") {
  Profile::Audio settings;
  settings.baseline = "/nowhere/baseline.toml";
  SimulatedSound sound;
  CHECK(sweep(sound, settings).value().outcome == Outcome::passed);
}

}  // namespace soundcheck::audio
