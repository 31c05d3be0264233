#pragma once

#include <stop_token>
#include <string>

#include "probes/board/result.hpp"

namespace soundcheck {

/// See Network::claimed(); blocking, takes a second.
Result<bool> address_claimed(const std::string& address,
                             const std::string& interface_name,
                             const std::stop_token& stop);

}  // namespace soundcheck
