#pragma once

#include "probes/board/network.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::network {

/// Does anybody else use this board's IPv4 address? He is asked for it, as a
/// host does before it takes one. Of IPv6 addresses the kernel itself finds
/// out, which the address probe tells. Not supported without an IPv4 address.
Task<Verdict> check_conflict(Network& network,
                             Profile::Network limits,
                             Progress& progress);

}  // namespace soundcheck::network
