// The probes on real ALSA: what the daemon does, without the daemon.

#include <catch2/catch.hpp>
#include <fstream>

#include "probes/audio/analysis/analysis.hpp"
#include "probes/audio/electrical.hpp"
#include "probes/audio/sweep.hpp"
#include "probes/board/linux/compute_worker.hpp"
#include "tests/integration/audio/test_bench.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"
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
  Result<Verdict> sweep(const Profile::Audio& settings = {}) {
    return test::run(audio::check_sweep(sound, compute, settings, steps));
  }
};

bool is_open(const Verdict& verdict, std::string_view id) {
  return verdict.outcome == Outcome::inconclusive ||
         (!id.empty() && test::presence(verdict, id) == Presence::unknown);
}

/// As support would: a machine under load may lose samples or be late, which
/// leaves a check, or what it asks for, open; ten checks in a row it may not.
template <class Check>
Result<Verdict> patiently(Check check, std::string_view id = {}) {
  auto verdict = check();
  for (int repeat = 0; repeat < 9; ++repeat) {
    const bool lost =
        verdict ? is_open(*verdict, id) : verdict.error().code == Errc::io;
    if (!lost)
      break;
    verdict = check();
  }
  return verdict;
}

bool is_present(const Verdict& verdict, std::string_view id) {
  return test::presence(verdict, id) == Presence::present;
}

std::string present(const Verdict& verdict) {
  std::string all;
  for (const auto& [id, how, why] : verdict.findings) {
    if (how == Presence::present)
      all += (all.empty() ? "" : " ") + id;
  }
  return all;
}

std::vector<std::vector<float>> record(Speaker& speaker,
                                       std::vector<float> stimulus,
                                       double seconds) {
  for (int attempt = 0; attempt < 20; ++attempt) {
    SoundRequest request;
    request.stimulus = stimulus;
    request.record_seconds = seconds;
    auto heard = test::run(speaker.sound.play_and_record(std::move(request)));
    if (heard && heard->playback_xruns + heard->capture_xruns == 0 &&
        heard->start_spread_s < 0.002)
      return std::move(heard->microphones);
  }
  FAIL("samples were lost, or it began apart, in every attempt");
  return {};
}

/// What the factory learns of the healthy card.
void learn(Speaker& speaker, const std::filesystem::path& file) {
  audio::Capture capture;
  const audio::dsp::Sweep tone(capture.plan);
  const double seconds =
      static_cast<double>(tone.recorded()) / capture.plan.rate_hz;
  capture.quiet = record(speaker, {}, 1);
  for (int run = 0; run < 2; ++run) {
    audio::SweepRun one;
    one.microphones = record(speaker, tone.samples(), seconds);
    capture.runs.push_back(std::move(one));
  }
  std::ofstream(file) << to_text(
      audio::learn_baseline(capture, "speaker-1", {}).value());
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

TEST_CASE("twenty faults in a row are named through ALSA") {
  Speaker speaker;
  const test::TemporaryFolder folder;
  Profile::Audio settings;
  settings.baseline = folder.path() / "baseline.toml";
  learn(speaker, settings.baseline);
  struct Case {
    const char* faults;
    const char* finding;
    bool silent;  ///< shows without a sound
  };
  const Case cases[] = {
      {"mic2_zero=1", "audio.mic_dead_digital", true},
      {"mic3_stuck_bits=4", "audio.mic_stuck_bits", true},
      {"mic1_dc=0.05", "audio.mic_dc", true},
      {"mic4_noise_dbfs=-50", "audio.mic_noisy", true},
      {"hum_dbfs=-40", "audio.hum", true},
      {"speaker_mute=1", "audio.no_output", false},
      {"speaker_gain_db=-24", "audio.volume_low", false},
      {"speaker_gain_db=-6", "audio.speaker_level", false},
      {"speaker_lowpass_hz=2500", "audio.speaker_hf_loss", false},
      {"speaker_highpass_hz=520", "audio.speaker_lf_loss", false},
      {"speaker_inverted=1", "audio.speaker_polarity", false},
      {"mic2_dead=1", "audio.mic_dead_analog", false},
      {"mic3_blocked=1", "audio.mic_blocked", false},
      {"mic1_gain_db=-5", "audio.mic_gain", false},
      {"mic4_inverted=1", "audio.mic_polarity", false},
      {"mic_swap=1", "audio.mic_swap", false},
      {"clip=0.015", "audio.amp_clip", false},
      {"rub=0.3", "audio.rub_buzz", false},
      {"rattle=0.3", "audio.rub_buzz", false},
      {"mic_clock_ppm=200", "audio.clock_drift", false},
      {"lost_block_ms=20", "audio.dropout", false},
      {"latency_ms=12", "audio.latency", false},
  };
  for (const auto& one : cases) {
    CAPTURE(one.faults);
    speaker.bench.set_faults(std::string(one.faults) + "\n");
    const auto verdict = patiently(
        [&] {
          return one.silent ? speaker.electrical() : speaker.sweep(settings);
        },
        one.finding);
    REQUIRE(verdict);
    CAPTURE(verdict->summary, present(*verdict));
    CHECK(verdict->outcome == Outcome::failed);
    CHECK(is_present(*verdict, one.finding));
    if (!one.silent)
      CHECK(verdict->summary.starts_with(one.finding));
  }
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

TEST_CASE("an absent card is unsupported and a card in use is busy") {
  Speaker speaker;
  speaker.bench.set_faults("absent=1\n");
  const auto absent = speaker.electrical();
  speaker.bench.set_faults("busy=1\n");

  const auto busy = speaker.sweep();

  REQUIRE_FALSE(absent);
  CHECK(absent.error().code == Errc::unsupported);
  REQUIRE_FALSE(busy);
  CHECK(busy.error().code == Errc::busy);
}
