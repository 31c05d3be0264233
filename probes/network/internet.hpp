#pragma once

#include "probes/board/web.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::network {

/// Does the internet answer, unaltered (HTTP 204) and trusted (TLS)? Where the
/// name does not resolve nothing is said: that is the DNS probe's to name.
Task<Verdict> check_internet(Web& web,
                             Profile::Network limits,
                             Progress& progress);

}  // namespace soundcheck::network
