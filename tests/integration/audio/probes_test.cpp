// The probes on real ALSA: what the daemon does, without the daemon.

#include <catch2/catch.hpp>

#include "probes/audio/electrical.hpp"
#include "probes/audio/sweep.hpp"
#include "probes/board/linux/compute_worker.hpp"
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
  Result<Verdict> sweep(const Profile::Audio& settings = {}) {
    return test::run(audio::check_sweep(sound, compute, settings, steps));
  }
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
  for (const auto& [id, how, why] : verdict.findings) {
    if (how == Presence::present)
      all += (all.empty() ? "" : " ") + id;
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
