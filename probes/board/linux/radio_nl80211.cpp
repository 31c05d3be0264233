#include "probes/board/linux/radio_nl80211.hpp"

#include <linux/genetlink.h>
#include <linux/nl80211.h>

#include "probes/board/linux/netlink_socket.hpp"
#include "probes/board/linux/nl80211_messages.hpp"

namespace soundcheck {

namespace {

Error no_interface() {
  return {Errc::unsupported, "no wireless interface"};
}

NetlinkRequest command(std::uint16_t family,
                       std::uint8_t number,
                       std::uint16_t flags) {
  NetlinkRequest request(family, flags);
  auto* header =
      static_cast<genlmsghdr*>(request.add_header(sizeof(genlmsghdr)));
  header->cmd = number;
  header->version = 1;
  return request;
}

/// Speaks nl80211 to the kernel; blocking.
class Nl80211 {
 public:
  static Result<Nl80211> open() {
    auto socket = NetlinkSocket::open(NETLINK_GENERIC);
    if (!socket)
      return socket.error();
    auto request = command(GENL_ID_CTRL, CTRL_CMD_GETFAMILY, 0);
    request.add_text(CTRL_ATTR_FAMILY_NAME, NL80211_GENL_NAME);
    const auto answer = socket->ask(request);
    if (!answer)
      return answer.error();
    const auto family = parse_family_id(*answer);
    if (!family)
      return Error(Errc::parse, "nl80211: the kernel does not tell its number");
    return Nl80211(std::move(*socket), *family);
  }

  Result<NetlinkBytes> dump(std::uint8_t number, std::uint32_t link_index = 0) {
    auto request = command(family_, number, NLM_F_DUMP);
    if (link_index != 0)
      request.add_u32(NL80211_ATTR_IFINDEX, link_index);
    return socket_.ask(request);
  }

 private:
  Nl80211(NetlinkSocket socket, std::uint16_t family)
      : socket_(std::move(socket)), family_(family) {}

  NetlinkSocket socket_;
  std::uint16_t family_;
};

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
