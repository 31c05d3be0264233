#pragma once

#include <string>
#include <vector>

#include "probes/probe.hpp"

namespace soundcheck {

// How probes come from findings to an outcome, the same way in each.

Presence presence_if(bool present);

/// "could not be measured" for this id.
Finding unknown_finding(std::string id, std::string why);

/// Failed when a symptom is present; else inconclusive when one is unknown that
/// is not listed as `may_be_unknown`; else passed.
Outcome outcome_of(const std::vector<Finding>& findings,
                   const std::vector<std::string>& may_be_unknown = {});

}  // namespace soundcheck
