#pragma once

#include <optional>

#include "probes/board/linux/netlink_messages.hpp"
#include "probes/board/radio.hpp"

namespace soundcheck {

/// Of NL80211_CMD_GET_SURVEY: the channel that is in use. Nothing when there is
/// none, or when the driver counts nothing of it. Pure.
std::optional<ChannelUse> parse_channel_in_use(const NetlinkBytes& bytes);

/// Of NL80211_CMD_GET_POWER_SAVE.
std::optional<bool> parse_power_save(const NetlinkBytes& bytes);

}  // namespace soundcheck
