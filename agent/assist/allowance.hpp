#pragma once

#include <array>
#include <chrono>

#include "agent/assist/pace.hpp"
#include "agent/assist/policy.hpp"
#include "agent/assist/verbs/verb.hpp"

namespace soundcheck::assist {

/// What support may still ask for by the policy's limits. It does not begin
/// anew with a session, or whoever opens them could take it again and again.
class Allowance {
 public:
  explicit Allowance(const Limits& limits) : limits_(limits) {}

  /// Takes what the command costs. Refuses: busy, and nothing is taken then.
  /// Verbs that only end something have no limit but that of their own pace.
  Admitted<void> take(const Verb& verb,
                      const Errand& errand,
                      std::chrono::milliseconds now);

 private:
  Limits limits_;
  std::array<Pace, 64> verbs_;  ///< by the number of the verb
  Pace commands_, sound_, airtime_;
};

}  // namespace soundcheck::assist
