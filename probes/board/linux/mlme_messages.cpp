#include "probes/board/linux/mlme_messages.hpp"

#include <linux/genetlink.h>
#include <linux/nl80211.h>

#include "probes/board/linux/nl80211_messages.hpp"

namespace soundcheck {

namespace {

using Kind = ConnectionEvent::Kind;

// A management frame (IEEE 802.11, 9.3.3): header, and of an authentication
// algorithm, transaction number, status.
constexpr std::size_t frame_header = 24;
constexpr std::size_t transmitter_at = 10;
constexpr std::size_t mac_size = 6;
constexpr std::size_t status_at = frame_header + 4;

// SAE answers these on the way to a success (IEEE 802.11, table 9-50).
constexpr int status_token_required = 76;
constexpr int status_hash_to_element = 126;
constexpr int status_public_key = 127;

/// What the attributes of one message say, whatever its command is.
struct Attributes {
  std::uint32_t link_index = 0;
  std::string mac;
  std::span<const std::byte> frame;
  std::optional<int> reason;
  std::optional<int> status;
  std::optional<int> frequency_mhz;
  bool by_access_point = false;
  bool timed_out = false;
  bool beacons_lost = false;
};

bool holds(std::span<const std::byte> nest, int type) {
  bool found = false;
  for_each_attribute(nest, [&](const NetlinkAttribute& a) {
    found = found || a.type() == type;
  });
  return found;
}

void take(const NetlinkAttribute& a, Attributes& out) {
  switch (a.type()) {
    case NL80211_ATTR_IFINDEX:
      out.link_index = a.u32().value_or(0);
      break;
    case NL80211_ATTR_MAC:
      out.mac = mac_text(a.payload());
      break;
    case NL80211_ATTR_FRAME:
      out.frame = a.payload();
      break;
    case NL80211_ATTR_REASON_CODE:
      out.reason = a.u16();
      break;
    case NL80211_ATTR_STATUS_CODE:
      out.status = a.u16();
      break;
    case NL80211_ATTR_WIPHY_FREQ:
      out.frequency_mhz = frequency_of(a);
      break;
    case NL80211_ATTR_DISCONNECTED_BY_AP:
      out.by_access_point = true;
      break;
    case NL80211_ATTR_TIMED_OUT:
      out.timed_out = true;
      break;
    case NL80211_ATTR_CQM:
      out.beacons_lost = holds(a.payload(), NL80211_ATTR_CQM_BEACON_LOSS_EVENT);
      break;
    default:
      break;
  }
}

/// Little-endian, at this place of a frame.
std::optional<int> number_at(std::span<const std::byte> frame, std::size_t at) {
  if (frame.size() < at + 2)
    return std::nullopt;
  return std::to_integer<int>(frame[at]) | std::to_integer<int>(frame[at + 1])
                                               << 8;
}

std::string transmitter(std::span<const std::byte> frame) {
  return frame.size() < frame_header
             ? std::string()
             : mac_text(frame.subspan(transmitter_at, mac_size));
}

bool is_refusal(std::optional<int> status) {
  return status && *status != 0 && *status != status_token_required &&
         *status != status_hash_to_element && *status != status_public_key;
}

std::optional<ConnectionEvent> joined(const Attributes& a) {
  ConnectionEvent event;
  event.bssid = a.mac;
  event.code = a.status;
  event.kind = a.status.value_or(0) == 0 ? Kind::associated : Kind::rejected;
  if (event.kind == Kind::associated)
    event.code.reset();
  if (a.timed_out) {
    event.kind = Kind::rejected;
    event.code.reset();
    event.text = "the access point did not answer";
  }
  return event;
}

std::optional<ConnectionEvent> authenticated(const Attributes& a) {
  const auto status = number_at(a.frame, status_at);
  if (!is_refusal(status))
    return std::nullopt;
  ConnectionEvent event;
  event.kind = Kind::rejected;
  event.bssid = transmitter(a.frame);
  event.code = status;
  return event;
}

ConnectionEvent unprotected(const Attributes& a) {
  ConnectionEvent event;
  event.kind = Kind::unprotected_deauthentication;
  event.bssid = transmitter(a.frame);
  event.code = number_at(a.frame, frame_header);
  return event;
}

std::optional<ConnectionEvent> event_of(int command, const Attributes& a) {
  ConnectionEvent event;
  event.bssid = a.mac;
  switch (command) {
    case NL80211_CMD_CONNECT:
      return joined(a);
    case NL80211_CMD_AUTHENTICATE:
      return authenticated(a);
    case NL80211_CMD_UNPROT_DEAUTHENTICATE:
    case NL80211_CMD_UNPROT_DISASSOCIATE:
      return unprotected(a);
    case NL80211_CMD_ROAM:
      event.kind = Kind::associated;
      return event;
    case NL80211_CMD_DISCONNECT:
      event.kind = Kind::disconnected;
      event.code = a.reason;
      event.by_access_point = a.by_access_point;
      return event;
    case NL80211_CMD_CH_SWITCH_NOTIFY:
      event.kind = Kind::channel_switched;
      event.frequency_mhz = a.frequency_mhz;
      return event;
    case NL80211_CMD_NOTIFY_CQM:
      event.kind = Kind::beacons_lost;
      return a.beacons_lost ? std::optional(event) : std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<std::uint32_t> parse_multicast_group(const NetlinkBytes& bytes,
                                                   std::string_view name) {
  std::optional<std::uint32_t> id;
  const auto take_group = [&](const NetlinkAttribute& group) {
    std::string found;
    std::optional<std::uint32_t> number;
    for_each_attribute(group.payload(), [&](const NetlinkAttribute& a) {
      if (a.type() == CTRL_ATTR_MCAST_GRP_NAME)
        found = a.text();
      if (a.type() == CTRL_ATTR_MCAST_GRP_ID)
        number = a.u32();
    });
    if (found == name)
      id = number;
  };
  for_each_message(bytes, [&](const NetlinkMessage& message) {
    const auto header = message.header<genlmsghdr>();
    if (!header || header->cmd != CTRL_CMD_NEWFAMILY)
      return;
    for_each_attribute(message.after(sizeof *header),
                       [&](const NetlinkAttribute& a) {
                         if (a.type() == CTRL_ATTR_MCAST_GROUPS)
                           for_each_attribute(a.payload(), take_group);
                       });
  });
  return id;
}

std::vector<MlmeNews> parse_mlme_news(const NetlinkBytes& bytes) {
  std::vector<MlmeNews> news;
  for_each_message(bytes, [&news](const NetlinkMessage& message) {
    const auto header = message.header<genlmsghdr>();
    if (!header)
      return;
    Attributes attributes;
    for_each_attribute(
        message.after(sizeof *header),
        [&attributes](const NetlinkAttribute& a) { take(a, attributes); });
    auto event = event_of(header->cmd, attributes);
    if (event && attributes.link_index != 0)
      news.push_back({attributes.link_index, std::move(*event)});
  });
  return news;
}

}  // namespace soundcheck
