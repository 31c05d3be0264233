#include "probes/board/linux/nl80211_messages.hpp"

#include <algorithm>
#include <cstdio>
#include <linux/genetlink.h>
#include <linux/nl80211.h>

namespace soundcheck {

namespace {

constexpr std::size_t ssid_max = 32;
constexpr std::size_t mac_size = 6;
constexpr std::size_t element_header = 2;
constexpr std::byte element_ssid{0};

std::string ssid_text(const NetlinkAttribute& attribute) {
  return attribute.payload().size() <= ssid_max ? attribute.raw() : "";
}

/// The SSID out of a beacon's information elements: number, length, bytes.
std::string ssid_of_elements(std::span<const std::byte> elements) {
  while (elements.size() >= element_header) {
    const auto size = std::to_integer<std::size_t>(elements[1]);
    if (size > elements.size() - element_header)
      break;
    if (elements[0] == element_ssid) {
      return ssid_text({0, elements.subspan(element_header, size)});
    }
    elements = elements.subspan(element_header + size);
  }
  return {};
}

/// Drivers write zero, or nonsense above it, for "do not know".
std::optional<int> plausible_dbm(int dbm) {
  return dbm < 0 ? std::optional(dbm) : std::nullopt;
}

std::optional<int> signal_of(const NetlinkAttribute& attribute) {
  const auto byte = attribute.u8();
  return byte ? plausible_dbm(static_cast<std::int8_t>(*byte)) : std::nullopt;
}

/// In steps of 100 kbit/s; the old field of 16 bits ends at 6.5 Gbit/s.
std::optional<double> bitrate_mbps(std::span<const std::byte> rate_info) {
  std::optional<double> rate;
  std::optional<double> wide;
  for_each_attribute(rate_info, [&](const NetlinkAttribute& a) {
    if (a.type() == NL80211_RATE_INFO_BITRATE && a.u16())
      rate = *a.u16() / 10.0;
    if (a.type() == NL80211_RATE_INFO_BITRATE32 && a.u32())
      wide = *a.u32() / 10.0;
  });
  const auto best = wide ? wide : rate;
  return best && *best > 0 ? best : std::nullopt;
}

struct Bss {
  AssociatedBss bss;
  bool associated = false;
};

Bss parse_bss(std::span<const std::byte> attributes) {
  Bss found;
  for_each_attribute(attributes, [&found](const NetlinkAttribute& a) {
    switch (a.type()) {
      case NL80211_BSS_BSSID:
        found.bss.bssid = mac_text(a.payload());
        break;
      case NL80211_BSS_FREQUENCY:
        found.bss.frequency_mhz = frequency_of(a);
        break;
      case NL80211_BSS_SIGNAL_MBM:
        if (const auto mbm = a.u32()) {
          found.bss.signal_dbm =
              plausible_dbm(static_cast<std::int32_t>(*mbm) / 100);
        }
        break;
      case NL80211_BSS_INFORMATION_ELEMENTS:
        found.bss.ssid = ssid_of_elements(a.payload());
        break;
      case NL80211_BSS_STATUS:
        found.associated = a.u32() == NL80211_BSS_STATUS_ASSOCIATED;
        break;
      default:
        break;
    }
  });
  return found;
}

/// An antenna that is not used has no level, or one that none can have.
std::vector<int> chain_signals_of(std::span<const std::byte> chains) {
  constexpr std::size_t chains_max = 8;
  std::vector<int> signals;
  for_each_attribute(chains, [&signals](const NetlinkAttribute& a) {
    const auto signal = signal_of(a);
    if (signal && *signal > -128 && signals.size() < chains_max)
      signals.push_back(*signal);
  });
  return signals;
}

/// A driver says which flags it knows, and which of them are set.
std::optional<bool> authorized_of(const NetlinkAttribute& attribute) {
  constexpr std::uint32_t authorized = 1U << NL80211_STA_FLAG_AUTHORIZED;
  nl80211_sta_flag_update flags{};
  if (!copy_bytes(attribute.payload(), &flags, sizeof flags) ||
      (flags.mask & authorized) == 0) {
    return std::nullopt;
  }
  return (flags.set & authorized) != 0;
}

void apply_info(const NetlinkAttribute& a, WifiLink& link) {
  switch (a.type()) {
    case NL80211_STA_INFO_SIGNAL:
      link.signal_dbm = signal_of(a);
      break;
    case NL80211_STA_INFO_SIGNAL_AVG:
      link.signal_average_dbm = signal_of(a);
      break;
    case NL80211_STA_INFO_TX_BITRATE:
      link.tx_bitrate_mbps = bitrate_mbps(a.payload());
      break;
    case NL80211_STA_INFO_RX_BITRATE:
      link.rx_bitrate_mbps = bitrate_mbps(a.payload());
      break;
    case NL80211_STA_INFO_TX_PACKETS:
      link.tx_packets = a.u32();
      break;
    case NL80211_STA_INFO_TX_RETRIES:
      link.tx_retries = a.u32();
      break;
    case NL80211_STA_INFO_TX_FAILED:
      link.tx_failed = a.u32();
      break;
    case NL80211_STA_INFO_BEACON_LOSS:
      link.beacon_losses = a.u32();
      break;
    case NL80211_STA_INFO_CONNECTED_TIME:
      link.connected_seconds = a.u32();
      break;
    case NL80211_STA_INFO_ACK_SIGNAL:
      link.ack_signal_dbm = signal_of(a);
      break;
    case NL80211_STA_INFO_CHAIN_SIGNAL:
      link.chain_signals_dbm = chain_signals_of(a.payload());
      break;
    case NL80211_STA_INFO_STA_FLAGS:
      link.authorized = authorized_of(a);
      break;
    default:
      break;
  }
}

}  // namespace

void for_each_reply(
    const NetlinkBytes& bytes,
    std::uint8_t command,
    const std::function<void(std::span<const std::byte>)>& visit) {
  for_each_message(bytes, [&](const NetlinkMessage& message) {
    const auto header = message.header<genlmsghdr>();
    if (header && header->cmd == command)
      visit(message.after(sizeof *header));
  });
}

std::string mac_text(std::span<const std::byte> bytes) {
  if (bytes.size() != mac_size)
    return {};
  std::string text;
  for (const auto byte : bytes) {
    char two[4];
    std::snprintf(two, sizeof two, "%02x", std::to_integer<unsigned>(byte));
    text += (text.empty() ? "" : ":") + std::string(two);
  }
  return text;
}

std::optional<int> frequency_of(const NetlinkAttribute& attribute) {
  const auto mhz = attribute.u32();
  return mhz && *mhz > 0 && *mhz < 1'000'000
             ? std::optional(static_cast<int>(*mhz))
             : std::nullopt;
}

std::optional<std::uint16_t> parse_family_id(const NetlinkBytes& bytes) {
  std::optional<std::uint16_t> id;
  for_each_reply(bytes, CTRL_CMD_NEWFAMILY, [&id](auto attributes) {
    for_each_attribute(attributes, [&id](const NetlinkAttribute& a) {
      if (a.type() == CTRL_ATTR_FAMILY_ID)
        id = a.u16();
    });
  });
  return id;
}

std::vector<WirelessInterface> parse_wireless_interfaces(
    const NetlinkBytes& bytes) {
  std::vector<WirelessInterface> interfaces;
  for_each_reply(bytes, NL80211_CMD_NEW_INTERFACE, [&](auto attributes) {
    WirelessInterface one;
    for_each_attribute(attributes, [&one](const NetlinkAttribute& a) {
      if (a.type() == NL80211_ATTR_IFINDEX)
        one.index = a.u32().value_or(0);
      if (a.type() == NL80211_ATTR_IFNAME)
        one.name = a.text();
      if (a.type() == NL80211_ATTR_IFTYPE)
        one.station = a.u32() == NL80211_IFTYPE_STATION;
      if (a.type() == NL80211_ATTR_SSID)
        one.ssid = ssid_text(a);
      if (a.type() == NL80211_ATTR_WIPHY_FREQ)
        one.frequency_mhz = frequency_of(a);
    });
    // A P2P device has a radio but no network interface.
    if (one.index != 0 && !one.name.empty())
      interfaces.push_back(std::move(one));
  });
  return interfaces;
}

std::optional<AssociatedBss> parse_associated_bss(const NetlinkBytes& bytes) {
  std::optional<AssociatedBss> result;
  for_each_reply(bytes, NL80211_CMD_NEW_SCAN_RESULTS, [&](auto attributes) {
    for_each_attribute(attributes, [&result](const NetlinkAttribute& a) {
      if (a.type() != NL80211_ATTR_BSS)
        return;
      auto found = parse_bss(a.payload());
      if (found.associated)
        result = std::move(found.bss);
    });
  });
  return result;
}

bool apply_station(const NetlinkBytes& bytes, WifiLink& link) {
  bool found = false;
  for_each_reply(bytes, NL80211_CMD_NEW_STATION, [&](auto attributes) {
    std::string mac;
    std::span<const std::byte> info;
    for_each_attribute(attributes, [&](const NetlinkAttribute& a) {
      if (a.type() == NL80211_ATTR_MAC)
        mac = mac_text(a.payload());
      if (a.type() == NL80211_ATTR_STA_INFO)
        info = a.payload();
    });
    // Direct links to other stations are listed too.
    if (mac.empty() || found || (!link.bssid.empty() && mac != link.bssid))
      return;
    found = true;
    link.bssid = mac;
    for_each_attribute(
        info, [&link](const NetlinkAttribute& a) { apply_info(a, link); });
  });
  return found;
}

}  // namespace soundcheck
