#pragma once

#include <vector>

#include "agent/assist/verbs/verb.hpp"
#include "probes/probe.hpp"

namespace soundcheck::assist {

/// What running any of these probes means to the owner: the strongest of their
/// classes, and a sentence about seconds and sounds.
Errand errand_of(const std::vector<const Probe*>& probes);

}  // namespace soundcheck::assist
