#pragma once

#include <string>

#include "cloud-sim/assist/requests.hpp"

namespace soundcheck::cloud {

// A disruptive command needs the signatures of two operators. What one asks for
// waits here until another one has signed it, declined it, or the time is over;
// only then it becomes a command. Each step is told in the device's timeline.
// Each function returns the approval's id.

/// How long somebody else has to come.
inline constexpr UnixMs approval_lifetime_ms = 15 * 60 * 1000;

/// Errors: not_found (device), invalid (no reason: the other one must know
/// why), conflict (the same already waits).
Result<std::string> ask_second_operator(Work& work,
                                        const std::string& device,
                                        const std::string& operator_name,
                                        const CommandRequest& request);

/// Makes the command, in the first operator's name. Errors: not_found; conflict
/// (decided already); denied (whoever asked cannot be the second).
Result<std::string> countersign_approval(Work& work,
                                         const std::string& id,
                                         const std::string& second);

/// Whoever asked withdraws it, anybody else declines it. Errors: not_found,
/// conflict (decided already).
Result<std::string> decline_approval(Work& work,
                                     const std::string& id,
                                     const std::string& who,
                                     const std::string& note);

/// Ends those for which nobody came.
void expire_approvals(Work& work);

}  // namespace soundcheck::cloud
