#include "probes/board/linux/radio_nl80211.hpp"

#include <linux/nl80211.h>

#include "probes/board/linux/nl80211_messages.hpp"
#include "probes/board/linux/nl80211_socket.hpp"

namespace soundcheck {

namespace {

Error no_interface() {
  return {Errc::unsupported, "no wireless interface"};
}

Result<WirelessInterface> choose(Nl80211& nl80211, const std::string& wanted) {
  const auto answer = nl80211.dump(NL80211_CMD_GET_INTERFACE);
  if (!answer)
    return answer.error().during("wireless interfaces");
  for (auto& candidate : parse_wireless_interfaces(*answer)) {
    if (wanted.empty() ? candidate.station : candidate.name == wanted)
      return std::move(candidate);
  }
  return no_interface();
}

/// A driver may know its access point without keeping it as a scan result, or
/// the other way round; either one is an association.
Result<WifiLink> read_link(Nl80211& nl80211,
                           const WirelessInterface& interface) {
  WifiLink link;
  link.interface_name = interface.name;
  const auto scan = nl80211.dump(NL80211_CMD_GET_SCAN, interface.index);
  if (!scan)
    return scan.error().during("scan results");
  if (auto bss = parse_associated_bss(*scan)) {
    link.associated = true;
    link.ssid = std::move(bss->ssid);
    link.bssid = std::move(bss->bssid);
    link.frequency_mhz = bss->frequency_mhz;
    link.signal_dbm = bss->signal_dbm;
  }
  const auto stations = nl80211.dump(NL80211_CMD_GET_STATION, interface.index);
  if (stations) {
    link.associated = apply_station(*stations, link) || link.associated;
  } else if (stations.error().code != Errc::unsupported &&
             stations.error().code != Errc::denied) {
    return stations.error().during("the association");
  }
  if (link.associated && link.ssid.empty())
    link.ssid = interface.ssid;
  if (link.associated && !link.frequency_mhz)
    link.frequency_mhz = interface.frequency_mhz;
  return link;
}

Result<WifiLink> ask_kernel(const std::string& wanted) {
  auto nl80211 = Nl80211::open();
  if (!nl80211) {
    return nl80211.error().code == Errc::unsupported
               ? no_interface()
               : nl80211.error().during("nl80211");
  }
  const auto interface = choose(*nl80211, wanted);
  if (!interface)
    return interface.error();
  return read_link(*nl80211, *interface);
}

}  // namespace

Task<WifiLink> RadioNl80211::link() {
  const std::function<Result<WifiLink>(std::stop_token)> job =
      [wanted = interface_name_](std::stop_token) {
        return ask_kernel(wanted);
      };
  return run_blocking<WifiLink>(worker_, job);
}

}  // namespace soundcheck
