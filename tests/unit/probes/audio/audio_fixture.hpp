#pragma once

#include <algorithm>
#include <catch2/catch.hpp>

#include "probes/audio/electrical.hpp"
#include "probes/audio/passive.hpp"
#include "probes/audio/sweep.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"
#include "tests/unit/probes/audio/simulated_sound.hpp"

// What the tests of the audio probes share.
namespace soundcheck::audio {

using test::SimulatedSound;

inline Result<Verdict> electrical(SimulatedSound& sound) {
  test::Steps steps;
  auto verdict = test::run(check_electrical(sound, {}, steps));
  CHECK(std::ranges::is_sorted(steps.fractions));
  return verdict;
}

inline Result<Verdict> sweep(SimulatedSound& sound,
                             const Profile::Audio& settings = {}) {
  test::Steps steps;
  test::Inline compute;
  auto verdict = test::run(check_sweep(sound, compute, settings, steps));
  CHECK(std::ranges::is_sorted(steps.fractions));
  return verdict;
}

/// With a recorded channel that carries what is played.
inline Result<Verdict> passive(SimulatedSound& sound,
                               Profile::Audio settings = {}) {
  test::Steps steps;
  test::Inline compute;
  settings.playback_channel = 5;
  auto verdict =
      test::run(check_passive(sound, compute, std::move(settings), steps));
  CHECK(std::ranges::is_sorted(steps.fractions));
  return verdict;
}

inline Result<Verdict> rub_buzz(SimulatedSound& sound) {
  test::Steps steps;
  test::Inline compute;
  return test::run(check_rub_buzz(sound, compute, {}, steps));
}

/// The ids of all findings that are present, in one string.
inline std::string present(const Verdict& verdict) {
  std::string all;
  for (const auto& finding : verdict.findings) {
    if (finding.presence == Presence::present)
      all += (all.empty() ? "" : " ") + finding.id;
  }
  return all;
}

}  // namespace soundcheck::audio
