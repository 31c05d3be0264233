#include "probes/board/linux/kernel_tables.hpp"

#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>

#include "probes/board/linux/host_address.hpp"
#include "probes/board/linux/netlink_socket.hpp"

namespace soundcheck {

namespace {

/// The fixed structure of all these questions starts with the family.
template <class Header>
Result<NetlinkBytes> dump(NetlinkSocket& socket, std::uint16_t type) {
  NetlinkRequest request(type, NLM_F_DUMP);
  request.add_header(sizeof(Header));  // zeroed: AF_UNSPEC
  return socket.ask(request);
}

}  // namespace

Result<NetworkState> read_network_tables() {
  auto socket = NetlinkSocket::open(NETLINK_ROUTE);
  if (!socket)
    return socket.error();
  const auto link_bytes = dump<ifinfomsg>(*socket, RTM_GETLINK);
  if (!link_bytes)
    return link_bytes.error().during("interfaces");
  const auto address_bytes = dump<ifaddrmsg>(*socket, RTM_GETADDR);
  if (!address_bytes)
    return address_bytes.error().during("addresses");
  const auto route_bytes = dump<rtmsg>(*socket, RTM_GETROUTE);
  if (!route_bytes)
    return route_bytes.error().during("routes");

  const auto links = parse_links(*link_bytes);
  NetworkState state;
  for (const auto& link : links)
    state.interfaces.push_back(link.interface);
  state.addresses = parse_addresses(*address_bytes, links);
  state.default_routes = parse_default_routes(*route_bytes, links);
  return state;
}

Result<std::optional<Neighbour>> read_neighbour(
    const std::string& address,
    const std::string& interface_name) {
  const unsigned index = ::if_nametoindex(interface_name.c_str());
  if (index == 0)
    return std::optional<Neighbour>();
  auto socket = NetlinkSocket::open(NETLINK_ROUTE);
  if (!socket)
    return socket.error();
  const auto bytes = dump<ndmsg>(*socket, RTM_GETNEIGH);
  if (!bytes)
    return bytes.error().during("neighbours");
  return parse_neighbour(*bytes, static_cast<int>(index), address);
}

Result<void> doubt_neighbour(const std::string& address,
                             const std::string& interface_name) {
  const auto host = HostAddress::parse(address, interface_name);
  if (!host)
    return Error(Errc::io, "not an IP address");
  auto socket = NetlinkSocket::open(NETLINK_ROUTE);
  if (!socket)
    return socket.error();
  NetlinkRequest request(RTM_NEWNEIGH, NLM_F_REPLACE);
  auto* entry = static_cast<ndmsg*>(request.add_header(sizeof(ndmsg)));
  entry->ndm_family = static_cast<std::uint8_t>(host->family());
  entry->ndm_ifindex =
      static_cast<int>(::if_nametoindex(interface_name.c_str()));
  entry->ndm_state = NUD_PROBE;
  request.add_bytes(NDA_DST, host->bytes());
  const auto done = socket->ask(request);
  if (!done && done.error().code == Errc::denied)
    return Error(Errc::denied, "needs CAP_NET_ADMIN");
  if (!done)
    return done.error();
  return {};
}

}  // namespace soundcheck
