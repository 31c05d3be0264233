#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/linux/netlink_messages.hpp"
#include "probes/board/radio.hpp"

namespace soundcheck {

// What nl80211 says, without asking it. Pure: bytes in, values out. SSIDs and
// information elements are anybody's bytes; what is cut short is left out.

/// Visits the attributes of each message that carries this command.
void for_each_reply(
    const NetlinkBytes& bytes,
    std::uint8_t command,
    const std::function<void(std::span<const std::byte>)>& visit);

/// "aa:bb:cc:dd:ee:ff"; empty when these are not six bytes.
std::string mac_text(std::span<const std::byte> bytes);
/// Frequencies come in whole MHz; those above 32 bits of int are no channel.
std::optional<int> frequency_of(const NetlinkAttribute& attribute);

/// Of CTRL_CMD_GETFAMILY: the number under which the family is spoken to.
std::optional<std::uint16_t> parse_family_id(const NetlinkBytes& bytes);

struct WirelessInterface {
  std::uint32_t index = 0;
  std::string name;
  bool station = false;  ///< managed mode, not access point, monitor, ...
  std::string ssid;
  std::optional<int> frequency_mhz;
};

/// Of NL80211_CMD_GET_INTERFACE.
std::vector<WirelessInterface> parse_wireless_interfaces(
    const NetlinkBytes& bytes);

struct AssociatedBss {
  std::string bssid;
  std::string ssid;
  std::optional<int> frequency_mhz;
  std::optional<int> signal_dbm;
};

/// Of NL80211_CMD_GET_SCAN: the one that we are associated with, if any.
std::optional<AssociatedBss> parse_associated_bss(const NetlinkBytes& bytes);

/// Of NL80211_CMD_GET_STATION: fills in what the driver tells of the access
/// point `link.bssid`, or of the only peer when the BSSID is not known. True
/// when there was one.
bool apply_station(const NetlinkBytes& bytes, WifiLink& link);

}  // namespace soundcheck
