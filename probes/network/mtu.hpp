#pragma once

#include "probes/board/path.hpp"
#include "probes/board/web.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::network {

/// Do full-sized packets pass, or does somebody at least say that they do not?
/// A way that loses them without a word (a black hole) lets small answers
/// through and stalls everything else. Not supported where no anchor answers
/// echo requests.
Task<Verdict> check_mtu(Path& path,
                        Web& web,
                        Profile::Network limits,
                        Progress& progress);

}  // namespace soundcheck::network
