#pragma once

#include "cloud-sim/cases/catalog.hpp"
#include "cloud-sim/store/case_records.hpp"
#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud {

/// What a transaction changed, carried into the cases: reports, sessions,
/// commands. Call it at the transaction's end; a second call changes nothing.
void follow_cases(Work& work, const FaultCatalog& catalog);

/// Closes cases that the device confirmed a day ago and whose fault has not
/// come back.
void settle_cases(Work& work);

/// "cured", or "self_healed" when nobody had done anything for it.
std::string outcome_of(const Case& confirmed);

}  // namespace soundcheck::cloud
