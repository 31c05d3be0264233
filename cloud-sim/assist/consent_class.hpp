#pragma once

#include <string>

#include "cloud-sim/assist/requests.hpp"

namespace soundcheck::cloud {

/// The class of consent that the device will ask for at most: "read", "test",
/// ... A probe that the device has not told of counts as one that is heard.
std::string consent_class_of(Sqlite& db,
                             const std::string& device,
                             const CommandRequest& request);

}  // namespace soundcheck::cloud
