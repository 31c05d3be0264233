#pragma once

#include <string>

#include "cloud-sim/result.hpp"
#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud {

// What the cloud makes of a message. `device` is the topic's, which the
// broker's access rules have tied to the sender's certificate; a message that
// names another one is refused. Errors: invalid; nothing is changed then.

Result<void> take_presence(Work& work,
                           const std::string& device,
                           const std::string& payload);

/// Stored exactly once; its receipt goes into the changes each time.
Result<void> take_report(Work& work,
                         const std::string& device,
                         const std::string& payload);

}  // namespace soundcheck::cloud
