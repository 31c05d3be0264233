#pragma once

#include "probes/board/path.hpp"
#include "probes/board/web.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::network {

/// Does the internet answer, unaltered (HTTP 204) and trusted (TLS)? Where the
/// name does not resolve nothing is said: that is the DNS probe's to name. Only
/// in doubt more is asked: the profile's anchors when there is no answer, a
/// second host when a certificate is not trusted.
Task<Verdict> check_internet(Web& web,
                             Path& path,
                             Profile::Network limits,
                             Progress& progress);

}  // namespace soundcheck::network
