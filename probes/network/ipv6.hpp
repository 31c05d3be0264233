#pragma once

#include "probes/board/network.hpp"
#include "probes/board/web.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::network {

/// Where the home has IPv6: does it work as well as IPv4? Programs that prefer
/// it wait for it in vain otherwise. Homes without it pass.
Task<Verdict> check_ipv6(Network& network,
                         Web& web,
                         Profile::Network limits,
                         Progress& progress);

}  // namespace soundcheck::network
