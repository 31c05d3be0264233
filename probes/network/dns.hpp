#pragma once

#include "probes/board/resolver.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::network {

/// Does each DNS server answer, rightly and in time? Every server is asked
/// apart, so that a dead one is not hidden by the next. The evidence numbers
/// the servers and never tells their addresses.
Task<Verdict> check_dns(Resolver& resolver,
                        Profile::Network limits,
                        Progress& progress);

}  // namespace soundcheck::network
