#pragma once

#include "cloud-sim/assist/requests.hpp"
#include "cloud-sim/http/body.hpp"

namespace soundcheck::cloud {

/// Reads the verb and its arguments from the body of a command; what is wrong
/// with them is told by `body`.
void read_verb(Body& body, CommandRequest& command);

}  // namespace soundcheck::cloud
