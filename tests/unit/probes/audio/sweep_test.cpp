#include "tests/unit/probes/audio/audio_fixture.hpp"
#include "tests/unit/probes/audio/learned_device.hpp"

namespace soundcheck::audio {

TEST_CASE("a healthy speaker without a baseline passes after one sweep") {
  SimulatedSound sound;

  const auto verdict = sweep(sound);

  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(present(*verdict).empty());
  CHECK(sound.played == 1);
  CHECK(verdict->summary.ends_with("no baseline"));
  CHECK(test::measured(*verdict, "response_mic1_1000hz") ==
        Approx(0).margin(1));
  CHECK(test::measured(*verdict, "response_mask") == 3);
  CHECK(test::measured(*verdict, "thd_1000hz").has_value());
}

TEST_CASE("with its baseline everything about a healthy speaker is judged") {
  const Learned learned;
  SimulatedSound sound;

  const auto verdict = sweep(sound, learned.settings);

  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(verdict->outcome == Outcome::passed);
  for (const auto& finding : verdict->findings) {
    CAPTURE(finding.id, finding.evidence);
    CHECK(finding.presence == Presence::absent);
    CHECK_FALSE(finding.evidence.empty());
    CHECK(finding.evidence.size() <= 200);
  }
  CHECK(test::measured(*verdict, "level") == Approx(0).margin(0.3));
  CHECK(std::abs(*test::measured(*verdict, "clock_drift")) < 5);
}

TEST_CASE("each fault of the way of sound is named as the root") {
  const Learned learned;
  struct Case {
    const char* root;
    std::function<void(bench::Faults&)> break_it;
  };
  const auto i = GENERATE(range(0, 15));
  const Case cases[] = {
      {"audio.no_output", [](auto& f) { f.speaker_mute = true; }},
      {"audio.volume_low", [](auto& f) { f.speaker_gain_db = -24; }},
      {"audio.speaker_level", [](auto& f) { f.speaker_gain_db = -6; }},
      {"audio.speaker_hf_loss", [](auto& f) { f.speaker_lowpass_hz = 2500; }},
      {"audio.speaker_lf_loss", [](auto& f) { f.speaker_highpass_hz = 520; }},
      {"audio.speaker_polarity", [](auto& f) { f.speaker_inverted = true; }},
      {"audio.mic_dead_analog", [](auto& f) { f.microphones[1].dead = true; }},
      {"audio.mic_blocked", [](auto& f) { f.microphones[2].blocked = true; }},
      {"audio.mic_gain", [](auto& f) { f.microphones[0].gain_db = -5; }},
      {"audio.mic_polarity", [](auto& f) { f.microphones[3].inverted = true; }},
      {"audio.mic_swap", [](auto& f) { f.mic_swap = true; }},
      {"audio.amp_clip", [](auto& f) { f.clip = 0.015; }},
      {"audio.rub_buzz", [](auto& f) { f.rub = 0.3; }},
      {"audio.latency", [](auto& f) { f.latency_ms = 12; }},
      {"audio.clock_drift", [](auto& f) { f.mic_clock_ppm = 200; }},
  };
  const auto& one = cases[i];
  SimulatedSound sound;
  one.break_it(sound.take.faults);

  const auto verdict = sweep(sound, learned.settings);

  REQUIRE(verdict);
  CAPTURE(one.root, present(*verdict));
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(verdict->summary.starts_with(one.root));
}

TEST_CASE("the owner's volume is no fault of the loudspeaker") {
  const Learned learned;
  const int factory_volume = SimulatedSound().take.mixer.playback_volume;
  const int volume = factory_volume + GENERATE(-24, -12, 3);
  SimulatedSound sound;
  sound.take.mixer.playback_volume = volume;
  CAPTURE(volume);

  const auto verdict = sweep(sound, learned.settings);

  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(test::measured(*verdict, "level") == Approx(0).margin(0.3));
}

TEST_CASE("a weak loudspeaker is named at any volume of the owner") {
  const Learned learned;
  SimulatedSound sound;
  sound.take.mixer.playback_volume -= 12;
  sound.take.faults.speaker_gain_db = -6;

  const auto verdict = sweep(sound, learned.settings);

  REQUIRE(verdict);
  CHECK(present(*verdict) == "audio.speaker_level");
}

TEST_CASE("a volume that no samples make up for is the fault") {
  const Learned learned;
  SimulatedSound sound;
  sound.take.mixer.playback_volume = 1;

  const auto verdict = sweep(sound, learned.settings);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(present(*verdict) == "audio.volume_low");
  CHECK_THAT(verdict->summary,
             Catch::Contains("dB below where the baseline was learnt"));
  CHECK(sound.recordings == 0);
}

TEST_CASE("without a mixer the level is not held against a volume") {
  const Learned learned;
  SimulatedSound sound;
  sound.mixer_fails = Error(Errc::unsupported, "no mixer");
  sound.take.faults.speaker_gain_db = -6;

  const auto verdict = sweep(sound, learned.settings);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(test::presence(*verdict, "audio.speaker_level") == Presence::unknown);
  CHECK(test::presence(*verdict, "audio.volume_low") == Presence::unknown);
}

TEST_CASE("a late start of the microphones is no latency") {
  const Learned learned;
  SimulatedSound sound;
  sound.take.faults.latency_ms = 12;
  sound.spoil = [](int, Recording& heard) { heard.start_spread_s = 0.012; };

  const auto verdict = sweep(sound, learned.settings);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(test::presence(*verdict, "audio.latency") == Presence::unknown);
}

TEST_CASE("a distortion is believed when two sweeps show it") {
  SimulatedSound sound;
  sound.take.faults.clip = 0.015;

  const auto verdict = sweep(sound);

  REQUIRE(verdict);
  CHECK(present(*verdict) == "audio.amp_clip");
  CHECK(sound.played == 2);
}

TEST_CASE("an alias that comes with each sweep is the device's own") {
  const Learned learned;
  SimulatedSound sound;
  // Cut off before the converter, so that no filter takes the harmonics.
  sound.process = [](float x) { return std::clamp(x, -0.03F, 0.03F); };

  const auto verdict = sweep(sound, learned.settings);

  REQUIRE(verdict);
  INFO(verdict->summary);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(test::presence(*verdict, "audio.amp_clip") == Presence::present);
}

TEST_CASE("a moment of silence in the sweep is a dropout") {
  const Learned learned;
  const double seconds = GENERATE(0.005, 0.05);
  const double at = GENERATE(0.6, 0.9, 1.3);
  CAPTURE(seconds, at);
  SimulatedSound sound;
  sound.spoil = [&](int, Recording& heard) {
    const auto first = static_cast<std::size_t>(at * heard.rate_hz);
    const auto count = static_cast<std::size_t>(seconds * heard.rate_hz);
    for (auto& samples : heard.microphones)
      if (samples.size() > first + count)  // not while it only listens
        std::fill_n(samples.begin() + static_cast<std::ptrdiff_t>(first), count,
                    0.0F);
  };

  const auto with = sweep(sound, learned.settings);
  const auto without = sweep(sound);

  REQUIRE(with);
  INFO(with->summary);
  CHECK(present(*with) == "audio.dropout");
  REQUIRE(without);
  // A long one looks like a notch in the response of a device not known.
  if (seconds < 0.01)
    CHECK(present(*without) == "audio.dropout");
}

TEST_CASE("what a loop cannot tell apart is said") {
  SimulatedSound sound;
  sound.take.faults.speaker_mute = true;

  const auto verdict = sweep(sound);

  REQUIRE(verdict);
  CHECK(
      verdict->summary.ends_with("one of amplifier, cable, loudspeaker, mute"));
}

TEST_CASE("a rubbing coil and a loose part show at listening level") {
  SimulatedSound sound;
  CHECK(rub_buzz(sound).value().outcome == Outcome::passed);
  sound.take.faults.rub = 0.3;
  CHECK(present(rub_buzz(sound).value()) == "audio.rub_buzz_loud");
  sound.take.faults.rub = 0;
  sound.take.faults.rattle = 0.3;
  CHECK(present(rub_buzz(sound).value()) == "audio.rub_buzz_loud");
}

}  // namespace soundcheck::audio
