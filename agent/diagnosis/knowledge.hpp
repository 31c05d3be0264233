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
};

struct Symptom {
  std::string id;
  std::string probe_id;
  Text title;
};

struct Remedy {
  std::string id;
  Actor actor;
  Text title;
  Text owner;
  std::string confirming_probe;
  std::string consent_class;
  bool reversible;
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

/// What is known of faults, checked: every id is there once and every id that
/// is spoken of exists.
struct Knowledge {
  std::uint64_t version = 0;
  std::string hash;  ///< SHA-256 over the bytes it was read from, hex
  std::vector<Fault> faults;
  std::vector<Symptom> findings;
  std::vector<Remedy> remedies;
  std::vector<Gate> gates;  ///< in order

  // Null when there is none.
  const Fault* fault(std::string_view id) const;
  const Symptom* finding(std::string_view id) const;
  const Remedy* remedy(std::string_view id) const;
  const Gate* gate(std::string_view id) const;
};

/// Reads a serialised v1::KnowledgeBase. Errors: parse, naming the first thing
/// that is wrong (not a knowledge base, dangling or doubled id, probability
/// outside 0..1, faults that explain each other in a circle); unsupported for a
/// format that this version does not know.
Result<Knowledge> parse_knowledge(std::string_view bytes);

/// What parse_knowledge() checks of the content. Errors: parse.
Result<void> check(const Knowledge& knowledge);

}  // namespace soundcheck::diagnosis
