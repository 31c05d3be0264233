#pragma once

#include <stop_token>
#include <string>

#include "probes/board/network.hpp"

namespace soundcheck {

/// See Network::peers(); blocking, takes four seconds, less where somebody
/// answers.
Result<Peers> watch_peers(const DefaultRoute& route,
                          const std::string& own_address,
                          const std::stop_token& stop);

}  // namespace soundcheck
