#include "probes/findings.hpp"

#include <algorithm>
#include <utility>

namespace soundcheck {

Presence presence_if(bool present) {
  return present ? Presence::present : Presence::absent;
}

Finding unknown_finding(std::string id, std::string why) {
  return {std::move(id), Presence::unknown, std::move(why)};
}

Outcome outcome_of(const std::vector<Finding>& findings,
                   const std::vector<std::string>& may_be_unknown) {
  const auto present = [](const Finding& finding) {
    return finding.presence == Presence::present;
  };
  const auto missing = [&may_be_unknown](const Finding& finding) {
    return finding.presence == Presence::unknown &&
           std::find(may_be_unknown.begin(), may_be_unknown.end(),
                     finding.id) == may_be_unknown.end();
  };
  if (std::any_of(findings.begin(), findings.end(), present))
    return Outcome::failed;
  if (std::any_of(findings.begin(), findings.end(), missing))
    return Outcome::inconclusive;
  return Outcome::passed;
}

}  // namespace soundcheck
