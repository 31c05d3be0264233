#include "probes/board/linux/scan_messages.hpp"

#include <linux/genetlink.h>
#include <linux/nl80211.h>

#include "probes/board/linux/information_elements.hpp"
#include "probes/board/linux/nl80211_messages.hpp"

namespace soundcheck {

namespace {

constexpr unsigned capability_privacy = 1U << 4;  // IEEE 802.11-2020, 9.4.1.4

/// The elements of the last answer to a question, else those of a beacon.
struct Elements {
  std::span<const std::byte> best;
  std::span<const std::byte> beacon;
  bool privacy = false;
};

void apply(const NetlinkAttribute& a, AccessPoint& one, Elements& elements) {
  switch (a.type()) {
    case NL80211_BSS_BSSID:
      one.bssid = mac_text(a.payload());
      break;
    case NL80211_BSS_FREQUENCY:
      one.frequency_mhz = frequency_of(a);
      break;
    case NL80211_BSS_SIGNAL_MBM:
      if (const auto mbm = a.u32()) {
        const auto dbm = static_cast<std::int32_t>(*mbm) / 100;
        // Drivers write zero for "do not know".
        if (dbm < 0)
          one.signal_dbm = dbm;
      }
      break;
    case NL80211_BSS_SEEN_MS_AGO:
      if (const auto age = a.u32())
        one.age = std::chrono::milliseconds(*age);
      break;
    case NL80211_BSS_STATUS:
      one.associated = a.u32() == NL80211_BSS_STATUS_ASSOCIATED;
      break;
    case NL80211_BSS_CAPABILITY:
      elements.privacy = (a.u16().value_or(0) & capability_privacy) != 0;
      break;
    case NL80211_BSS_INFORMATION_ELEMENTS:
      elements.best = a.payload();
      break;
    case NL80211_BSS_BEACON_IES:
      elements.beacon = a.payload();
      break;
    default:
      break;
  }
}

AccessPoint access_point_of(std::span<const std::byte> attributes) {
  AccessPoint one;
  Elements elements;
  for_each_attribute(
      attributes, [&](const NetlinkAttribute& a) { apply(a, one, elements); });
  apply_elements(elements.best.empty() ? elements.beacon : elements.best,
                 elements.privacy, one);
  return one;
}

}  // namespace

std::vector<AccessPoint> parse_access_points(const NetlinkBytes& bytes) {
  std::vector<AccessPoint> found;
  for_each_reply(bytes, NL80211_CMD_NEW_SCAN_RESULTS, [&](auto attributes) {
    for_each_attribute(attributes, [&found](const NetlinkAttribute& a) {
      if (a.type() != NL80211_ATTR_BSS)
        return;
      auto one = access_point_of(a.payload());
      if (!one.bssid.empty())
        found.push_back(std::move(one));
    });
  });
  return found;
}

}  // namespace soundcheck
