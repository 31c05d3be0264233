#pragma once

#include <algorithm>
#include <catch2/catch.hpp>

#include "probes/audio/loop.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"
#include "tests/unit/probes/audio/simulated_sound.hpp"

// What the tests of the loop probe share.
namespace soundcheck::audio {

using test::SimulatedSound;

inline Result<Verdict> check(SimulatedSound& sound,
                             const Profile::Audio& limits = {}) {
  test::Steps steps;
  auto verdict = test::run(check_loop(sound, limits, steps));
  CHECK(std::ranges::is_sorted(steps.fractions));
  CHECK(steps.texts.size() >= 1);
  return verdict;
}

inline const Measurement& measurement(const Verdict& verdict,
                                      const std::string& name) {
  for (const auto& one : verdict.measurements) {
    if (one.name == name)
      return one;
  }
  FAIL("no measurement " << name);
  return verdict.measurements.front();
}

/// The ids of all findings that are present, in one string.
inline std::string present(const Verdict& verdict) {
  std::string all;
  for (const auto& [id, how, why] : verdict.findings) {
    if (how == Presence::present)
      all += (all.empty() ? "" : " ") + id;
  }
  return all;
}

inline void silence(Recording& recording, std::size_t microphone) {
  for (auto& sample : recording.microphones[microphone])
    sample = 0;
}

}  // namespace soundcheck::audio
