#pragma once

#include <vector>

#include "agent/diagnosis/diagnosis.hpp"
#include "agent/diagnosis/posterior.hpp"

namespace soundcheck::diagnosis {

/// Why this fault of the best hypothesis and not its strongest rival: of each
/// finding how much more probable its answer is with the one than with the
/// other. Fills in the three that speak most for it and the one that speaks
/// most against it; one that is present always speaks for it, if any is.
void explain(const Model& model,
             const Posterior& posterior,
             const Facts& facts,
             const std::vector<ProbeEvidence>& evidence,
             unsigned fault,
             RankedFault& ranked);

}  // namespace soundcheck::diagnosis
