#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "probes/board/connection_log.hpp"
#include "probes/board/linux/netlink_messages.hpp"

namespace soundcheck {

// What nl80211 tells unasked. Pure: bytes in, values out. The frames inside
// come from anybody who has a radio; what is cut short is left out.

/// Of CTRL_CMD_GETFAMILY: the number of this multicast group.
std::optional<std::uint32_t> parse_multicast_group(const NetlinkBytes& bytes,
                                                   std::string_view name);

/// One message of the group "mlme", as it stands there: whether a new access
/// point is a roam depends on what was before.
struct MlmeNews {
  std::uint32_t link_index = 0;  ///< never 0
  ConnectionEvent event;
};

/// In the order in which they came; other messages are left out.
std::vector<MlmeNews> parse_mlme_news(const NetlinkBytes& bytes);

}  // namespace soundcheck
