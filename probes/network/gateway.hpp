#pragma once

#include "probes/board/network.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::network {

/// Does the gateway of the default route answer, and how fast? The best one of
/// each address family is asked; one that answers is enough. Inconclusive when
/// there is no default route, which the address probe names.
Task<Verdict> check_gateway(Network& network,
                            Profile::Network limits,
                            Progress& progress);

}  // namespace soundcheck::network
