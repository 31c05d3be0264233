#include <cstdlib>

#include "probes/board/linux/mlme_messages.hpp"
#include "probes/board/linux/nl80211_messages.hpp"
#include "probes/board/linux/scan_messages.hpp"
#include "probes/board/linux/survey_messages.hpp"
#include "tests/fuzz/probes/netlink_input.hpp"

using namespace soundcheck;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  constexpr std::size_t ssid_max = 32;
  constexpr std::size_t mac_text_max = 17;
  const auto bytes = fuzz::netlink_bytes(data, size);
  parse_family_id(bytes);
  for (const auto& interface : parse_wireless_interfaces(bytes)) {
    if (interface.ssid.size() > ssid_max || interface.index == 0)
      std::abort();
  }
  parse_power_save(bytes);
  const auto use = parse_channel_in_use(bytes);
  if (use && use->noise_dbm && *use->noise_dbm >= 0)
    std::abort();
  for (const auto& one : parse_access_points(bytes)) {
    if (one.ssid.size() > ssid_max || one.bssid.size() != 17)
      std::abort();
  }
  WifiLink link;
  if (const auto bss = parse_associated_bss(bytes)) {
    if (bss->ssid.size() > ssid_max)
      std::abort();
    link.bssid = bss->bssid;
  }
  parse_multicast_group(bytes, "mlme");
  for (const auto& news : parse_mlme_news(bytes)) {
    if (news.link_index == 0 || news.event.bssid.size() > mac_text_max ||
        to_string(news.event.kind) == "unknown") {
      std::abort();
    }
  }
  apply_station(bytes, link);
  if (link.signal_dbm && *link.signal_dbm >= 0)
    std::abort();
  return 0;
}
