#pragma once

#include <string>
#include <vector>

#include "agent/diagnosis/gates.hpp"

namespace soundcheck::test {

using Strings = std::vector<std::string>;

/// link -> names -> web on one ladder, sound and heat on two others.
diagnosis::Knowledge small_knowledge();

/// What the probe of a gate answered.
diagnosis::ProbeEvidence said(
    std::string gate_id,
    diagnosis::Judgement judgement,
    std::vector<diagnosis::EvidenceItem> findings = {});
diagnosis::ProbeEvidence passed(std::string gate_id);
diagnosis::ProbeEvidence failed(std::string gate_id, std::string finding_id);

}  // namespace soundcheck::test
