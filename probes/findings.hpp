#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "probes/probe.hpp"

namespace soundcheck {

// How probes come from what they saw to findings, and from findings to an
// outcome, the same way in each.

Presence presence_if(bool present);

/// Present or absent. Evidence beyond the 200 bytes that a finding may carry
/// is cut, never inside a character.
Finding judged(std::string id, bool present, std::string evidence);

/// "could not be measured" for this id.
Finding unknown_finding(std::string id, std::string why);

/// Adds to a list in words: "a", "a, b".
void add_to_list(std::string& list,
                 std::string_view item,
                 std::string_view gap = ", ");

/// What was seen of several things of one kind, such as all file systems. One
/// that is bad makes the finding present, or else one that is unclear unknown.
class Sightings {
 public:
  void bad(const std::string& what);
  void fine(const std::string& what);
  void unclear(const std::string& what);
  /// `limit` is appended to what could be judged; `when_none` is why it is
  /// unknown when nothing was seen at all.
  Finding finding(std::string id,
                  const std::string& limit,
                  std::string when_none) const;

 private:
  std::string bad_, fine_, unclear_;
};

/// Failed when a symptom is present; else inconclusive when one is unknown that
/// is not listed as `may_be_unknown`; else passed.
Outcome outcome_of(const std::vector<Finding>& findings,
                   const std::vector<std::string>& may_be_unknown = {});

/// The evidence of all findings of one presence, joined: why a probe failed, or
/// why it could not tell.
std::string evidence_of(const std::vector<Finding>& findings,
                        Presence presence);

/// "12.3": a number for people.
std::string decimal(double value, int digits = 1);

/// "available" of "/data/media" is "available_data_media": the name of a
/// measurement that a board has several of.
std::string measurement_name(std::string_view what, std::string_view of_which);

}  // namespace soundcheck
