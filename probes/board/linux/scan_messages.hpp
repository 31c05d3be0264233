#pragma once

#include <vector>

#include "probes/board/access_point.hpp"
#include "probes/board/linux/netlink_messages.hpp"

namespace soundcheck {

/// Of NL80211_CMD_GET_SCAN: every access point that the kernel remembers. Pure:
/// bytes in, values out; what is cut short is left out.
std::vector<AccessPoint> parse_access_points(const NetlinkBytes& bytes);

}  // namespace soundcheck
