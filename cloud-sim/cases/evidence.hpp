#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cloud-sim/cases/catalog.hpp"
#include "soundcheck/v1/report.pb.h"

namespace soundcheck::cloud {

struct NamedFault {
  std::string id;
  double probability = 0;
};

/// The faults that a diagnosis stands for: the most probable one, and what else
/// is more likely than not. Empty unless its status is FAULT.
std::vector<NamedFault> named_faults(const v1::Diagnosis& diagnosis);

enum class Meaning {
  nothing,    ///< it says nothing about this fault
  present,    ///< the diagnosis names it
  not_cured,  ///< a test that would confirm the cure failed
  cured,      ///< a confirming test passed, and nothing names it any more
};

struct Judgement {
  Meaning meaning = Meaning::nothing;
  std::string probe_id;  ///< the confirming one, for not_cured and cured
};

/// What newly measured evidence means for one fault. A fault that is merely not
/// named is not cured: its test may not have run. `remedy_id`, the remedy that
/// was given, says which test must confirm it; empty: any of the fault's.
Judgement judge(const std::string& fault_id,
                const FaultFacts& facts,
                const std::string& remedy_id,
                const std::vector<v1::ProbeResult>& results,
                const std::optional<v1::Diagnosis>& diagnosis);

}  // namespace soundcheck::cloud
