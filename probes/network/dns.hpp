#pragma once

#include "probes/board/path.hpp"
#include "probes/board/resolver.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::network {

/// Does each DNS server answer, rightly and in time? Every server is asked
/// apart, so that a dead one is not hidden by the next, and asked again before
/// it is blamed. Where none is of use, the profile's anchors tell a fault of
/// DNS from an outage behind the router, which forwards the questions.
/// `made_up` are two names that nobody has: a server that knows one lies. The
/// evidence numbers the servers and never tells their addresses.
Task<Verdict> check_dns(Resolver& resolver,
                        Path& path,
                        Profile::Network limits,
                        std::vector<std::string> made_up,
                        Progress& progress);

/// Two names of twelve random letters below "com", where an unknown name is
/// answered as such.
std::vector<std::string> made_up_names();

}  // namespace soundcheck::network
