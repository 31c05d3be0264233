#pragma once

#include "probes/board/network.hpp"
#include "probes/board/path.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::network {

/// Does the line behind the router lose packets, or hold them up? The router is
/// asked as often as the anchors: what it loses is lost at home. In doubt four
/// times as many packets are sent before the provider is blamed. Not supported
/// where no anchor answers echo requests.
Task<Verdict> check_loss(Network& network,
                         Path& path,
                         Profile::Network limits,
                         Progress& progress);

}  // namespace soundcheck::network
