#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agent/diagnosis/diagnosis.hpp"
#include "agent/diagnosis/knowledge.hpp"
#include "agent/runner.hpp"
#include "probes/board/services.hpp"
#include "soundcheck/v1/report.pb.h"

namespace soundcheck::remedies {

// When a remedy may be tried, and what came of it. Pure.

/// Of the policy file.
struct Rules {
  /// Remedies that the speaker may apply without being asked.
  std::vector<std::string> automatic;
  std::int64_t max_per_day = 3;  ///< whoever wanted it
  std::int64_t max_disruptive_per_week = 1;

  bool operator==(const Rules&) const = default;
};

/// One line of the journal.
struct Attempt {
  std::int64_t id = 0;  ///< rises
  std::string remedy_id;
  std::string fault_id;  ///< empty: nobody knew
  std::string boot_id;
  std::int64_t at_s = 0;  ///< by the wall clock, whatever it said
  bool automatic = false;
  bool disruptive = false;
  /// Unspecified: it goes on, or was cut off.
  v1::RemedyOutcome outcome = v1::REMEDY_OUTCOME_UNSPECIFIED;
  std::string detail;
};

bool is_disruptive(const diagnosis::Remedy& remedy);

/// Why the limits forbid it now; empty when they do not. A clock that jumps
/// makes times of the future and of long ago alike forgotten.
std::string over_limit(const diagnosis::Remedy& remedy,
                       const std::vector<Attempt>& attempts,
                       const Rules& rules,
                       std::int64_t now_s);

struct Choice {
  const diagnosis::Remedy* remedy = nullptr;  ///< null: nothing is to be done
  std::string fault_id;
};

/// What the speaker may do by itself: of a fault that is as good as certain the
/// first remedy that the policy lists, reversible ones before others. Not one
/// that was tried for it in vain within a day, and not one that made things
/// worse or was cut off, until a person has applied it with success.
Choice choose(const diagnosis::Diagnosis& diagnosis,
              const diagnosis::Knowledge& knowledge,
              const std::vector<Attempt>& attempts,
              const Rules& rules,
              std::int64_t now_s);

/// Remedies that were done within a day and did not help: evidence against what
/// they are for. The last attempt of each decides.
std::vector<std::string> unhelped(const std::vector<Attempt>& attempts,
                                  std::int64_t now_s);

/// By two answers of the confirming probe. Worse is who finds all that was
/// found before and more. What could not be measured afterwards is `failed`:
/// nobody knows.
v1::RemedyOutcome judge(const ProbeRun& before, const ProbeRun& after);

/// The service to restart: one that is missing, or that restarts most.
std::string troubled_service(const ServicesState& state);

}  // namespace soundcheck::remedies
