#pragma once

#include <vector>

#include "agent/diagnosis/gates.hpp"
#include "agent/diagnosis/posterior.hpp"

namespace soundcheck::diagnosis {

/// What the evidence says of each finding, by its place in the knowledge.
/// Unknown is what nobody answered, what is older than it may be, what a failed
/// need makes meaningless, and what stands behind a fault that blocks.
Facts facts_of(const Knowledge& knowledge,
               const std::vector<GateView>& gates,
               const std::vector<ProbeEvidence>& evidence);

/// The last answer of a finding, null when there is none.
const EvidenceItem* answer_of(const std::vector<ProbeEvidence>& evidence,
                              const Symptom& symptom);

}  // namespace soundcheck::diagnosis
