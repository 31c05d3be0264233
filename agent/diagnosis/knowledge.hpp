#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck::diagnosis {

struct Text {
  std::string en;
  std::string zh;
};

enum class Layer { wifi, network, audio, firmware, system };
enum class Actor { automatic, owner, support };

/// A cause. `owner` is for the person who owns the speaker, `expert` for staff.
struct Fault {
  std::string id;
  std::string code;
  Layer layer;
  std::string component;
  int severity;  ///< 1 the speaker cannot be used .. 4 will matter later
  Text title;
  Text owner;
  Text expert;
  std::vector<std::string> remedy_ids;  ///< best first
  bool blocks;  ///< nothing above it on its ladder can work
  std::vector<std::string> explains;  ///< findings that it brings along
  /// Chance that a speaker with a complaint has it, before anything was asked.
  double prior = 0.005;
};

struct Symptom {
  std::string id;
  std::string probe_id;
  Text title;
  double leak = 0.02;  ///< chance that it is present without a known fault
  unsigned ttl_s = 0;  ///< an older answer is no answer; 0: it keeps
  /// Probes that must not have failed and findings that must not be present
  /// for this one to mean anything.
  std::vector<std::string> needs = {};
};

struct Remedy {
  std::string id;
  Actor actor;
  Text title;
  Text owner;
  std::string confirming_probe;
  std::string consent_class;
  bool reversible;
  std::string action = {};  ///< what the speaker does; of Actor::automatic
};

struct GateRule {
  std::string finding_id;
  std::string fault_id;
  double probability;
};

struct Gate {
  std::string id;
  std::string ladder;
  std::string probe_id;
  Text title;
  Text why;
  std::vector<GateRule> rules;
  /// Asked only for these, because its probe costs or disturbs much and
  /// explains little else; "" is a check-up without a complaint. None: always.
  std::vector<std::string> complaints;
  /// Faults of any ladder beside which its probe could find out nothing and
  /// would only wait.
  std::vector<std::string> spared_by;
};

/// The chance that the finding is present when this fault is the only one.
struct Link {
  unsigned fault;    ///< place in Knowledge::faults
  unsigned finding;  ///< place in Knowledge::findings
  double probability;
};

/// Makes faults more or less probable before anything was asked.
struct Suspicion {
  std::string when;  ///< a complaint or a circumstance
  double factor;     ///< on the odds
  std::vector<unsigned> faults;
};

/// `found`: how often a fault of the computed probability was there.
struct CalibrationPoint {
  double computed, found;
};

struct Limits {
  /// Standard deviations by which evidence may surprise its best explanation.
  double surprise = 4;
  /// Chance of a sign from which on its fault is known by it.
  double known_by = 0.4;
  /// Rises; straight between the points. None: probabilities as computed.
  std::vector<CalibrationPoint> calibration;
  double sure = 0.97;   ///< ends the search on a fault's ladder
  double budget_s = 0;  ///< usual seconds a complaint may cost; 0: any
};

/// What is known of faults, checked: every id is there once and every id that
/// is spoken of exists.
struct Knowledge {
  std::uint64_t version = 0;
  std::string hash;  ///< SHA-256 over the bytes it was read from, hex
  std::vector<Fault> faults;
  std::vector<Symptom> findings;
  std::vector<Remedy> remedies;
  std::vector<Gate> gates;  ///< in order
  std::vector<Link> links;  ///< in the order of faults; none in an old base
  std::vector<Suspicion> suspicions;
  Limits limits;
  std::vector<std::string> models;  ///< of products it is for; none: all

  // Null when there is none.
  const Fault* fault(std::string_view id) const;
  const Symptom* finding(std::string_view id) const;
  const Remedy* remedy(std::string_view id) const;
  const Gate* gate(std::string_view id) const;
};

/// What a person may know besides the complaint: "just_updated", ...
std::vector<std::string_view> circumstance_words();
/// What the speaker itself knows besides: the circumstance that this remedy was
/// done and did not help.
std::string unhelped(std::string_view remedy_id);

/// Of a fault for which none is written. Guesses: grave faults are rarer. A
/// factor of e either way changes little, see tests/bench.
double prior_of_severity(int severity);

/// Reads a serialised v1::KnowledgeBase. Errors: parse, naming the first thing
/// that is wrong (not a knowledge base, dangling or doubled id or link,
/// probability outside 0..1, faults that explain or findings that need each
/// other in a circle); unsupported for a format that this version does not
/// know.
Result<Knowledge> parse_knowledge(std::string_view bytes);

/// What parse_knowledge() checks of the content. Errors: parse.
Result<void> check(const Knowledge& knowledge);

}  // namespace soundcheck::diagnosis
