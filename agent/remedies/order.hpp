#pragma once

#include <string>
#include <string_view>

#include "agent/remedies/remedies.hpp"

// Private to this folder.

namespace soundcheck::remedies {

/// A copy: the knowledge may be replaced meanwhile.
struct Remedies::Order {
  diagnosis::Remedy remedy;
  std::string fault_id;
  bool automatic;
};

/// `detail` is cut to what a report may hold.
void end(v1::RemedyResult& result,
         v1::RemedyOutcome outcome,
         std::string_view detail);

/// What the journal says of it.
v1::RemedyResult result_of(const Attempt& attempt);

}  // namespace soundcheck::remedies
