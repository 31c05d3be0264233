#include <cstdlib>

#include "probes/board/linux/nl80211_messages.hpp"
#include "tests/fuzz/probes/netlink_input.hpp"

using namespace soundcheck;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  constexpr std::size_t ssid_max = 32;
  const auto bytes = fuzz::netlink_bytes(data, size);
  parse_family_id(bytes);
  for (const auto& interface : parse_wireless_interfaces(bytes)) {
    if (interface.ssid.size() > ssid_max || interface.index == 0)
      std::abort();
  }
  WifiLink link;
  if (const auto bss = parse_associated_bss(bytes)) {
    if (bss->ssid.size() > ssid_max)
      std::abort();
    link.bssid = bss->bssid;
  }
  apply_station(bytes, link);
  if (link.signal_dbm && *link.signal_dbm >= 0)
    std::abort();
  return 0;
}
