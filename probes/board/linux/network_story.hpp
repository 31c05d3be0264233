#pragma once

#include <vector>

#include "probes/board/connection_log.hpp"
#include "probes/board/network.hpp"

namespace soundcheck {

/// What changed from one state of the network to the next, as far as it matters
/// to a connection: the first and the last usable address of a family, another
/// IPv4 address, an address that somebody else has, a cable's carrier. Pure.
std::vector<ConnectionEvent> changes_between(const NetworkState& before,
                                             const NetworkState& after);

}  // namespace soundcheck
