#pragma once

#include <optional>
#include <string>
#include <vector>

#include "probes/board/linux/netlink_messages.hpp"
#include "probes/board/network.hpp"

namespace soundcheck {

// What the kernel's answers to RTM_GET* mean. Pure: bytes in, values out; a
// message that is cut short or lacks what it needs is left out.

struct KernelLink {
  int index = 0;
  NetworkInterface interface;  ///< `wireless` is not in these messages
};

/// Of RTM_GETLINK, without loopback interfaces.
std::vector<KernelLink> parse_links(const NetlinkBytes& bytes);

/// Of RTM_GETADDR: the addresses of these links.
std::vector<InterfaceAddress> parse_addresses(
    const NetlinkBytes& bytes,
    const std::vector<KernelLink>& links);

/// Of RTM_GETROUTE: the default routes through these links out of the main
/// table, lowest metric first.
std::vector<DefaultRoute> parse_default_routes(
    const NetlinkBytes& bytes,
    const std::vector<KernelLink>& links);

struct Neighbour {
  std::string state;  ///< "reachable", "stale", "failed", ...
};

/// Of RTM_GETNEIGH: what the kernel knows of one host on one link.
std::optional<Neighbour> parse_neighbour(const NetlinkBytes& bytes,
                                         int link_index,
                                         const std::string& address);

}  // namespace soundcheck
