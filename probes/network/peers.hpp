#pragma once

#include "probes/board/network.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::network {

/// Do other devices of the home answer? In a guest network, or with client
/// isolation, only the router does. That is claimed with proof only: a device
/// that is surely there and does not answer. Not supported while no other
/// device is heard, which is not the same as being alone.
Task<Verdict> check_peers(Network& network,
                          Profile::Network limits,
                          Progress& progress);

}  // namespace soundcheck::network
