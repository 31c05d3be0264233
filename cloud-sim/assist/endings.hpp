#pragma once

#include <string>

#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud {

/// Ends a command: "succeeded", "failed", "cancelled" or "refused". An
/// OpenSession that did not succeed takes its session with it.
void finish_command(Work& work,
                    Command& command,
                    const std::string& state,
                    const std::string& detail);

/// Ends a session: "closed" or "refused". What still waits to be sent in it is
/// cancelled; what runs on the device is the device's to answer.
void end_session(Work& work,
                 Session& session,
                 const std::string& state,
                 const std::string& why);

}  // namespace soundcheck::cloud
