#pragma once

#include "probes/board/network.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::network {

/// Has the speaker a link, an address that it may use, and a way out? Looks at
/// the interface of the profile, else at that of the default route, else at
/// all but the loopback. No address is in the verdict.
Task<Verdict> check_address(Network& network,
                            Profile::Network limits,
                            Progress& progress);

}  // namespace soundcheck::network
