#include "probes/board/linux/rtnetlink_messages.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <net/if.h>

namespace soundcheck {

namespace {

/// Empty when these bytes are no address of this family.
std::string address_text(int family, std::span<const std::byte> bytes) {
  const std::size_t size = family == AF_INET ? 4 : family == AF_INET6 ? 16 : 0;
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (size == 0 || bytes.size() != size ||
      !::inet_ntop(family, bytes.data(), text.data(), text.size())) {
    return {};
  }
  return text.data();
}

const KernelLink* find_link(const std::vector<KernelLink>& links, int index) {
  const auto link =
      std::find_if(links.begin(), links.end(),
                   [index](const auto& l) { return l.index == index; });
  return link == links.end() ? nullptr : &*link;
}

bool is_link_local(bool ipv6, std::span<const std::byte> bytes) {
  const auto byte = [bytes](std::size_t i) {
    return i < bytes.size() ? std::to_integer<unsigned>(bytes[i]) : 0U;
  };
  return ipv6 ? byte(0) == 0xfe && (byte(1) & 0xc0) == 0x80
              : byte(0) == 169 && byte(1) == 254;
}

std::optional<KernelLink> parse_link(const NetlinkMessage& message) {
  const auto header = message.header<ifinfomsg>();
  if (message.type != RTM_NEWLINK || !header ||
      (header->ifi_flags & IFF_LOOPBACK)) {
    return std::nullopt;
  }
  KernelLink link;
  link.index = header->ifi_index;
  link.interface.up = header->ifi_flags & IFF_UP;
  link.interface.carrier = header->ifi_flags & IFF_RUNNING;
  for_each_attribute(message.after(sizeof *header),
                     [&link](const NetlinkAttribute& a) {
                       if (a.type() == IFLA_IFNAME)
                         link.interface.name = a.text();
                       if (a.type() == IFLA_CARRIER)
                         link.interface.carrier = a.u8().value_or(0) != 0;
                     });
  if (link.interface.name.empty())
    return std::nullopt;
  return link;
}

void apply_flags(InterfaceAddress& address, std::uint32_t flags) {
  address.duplicate = flags & IFA_F_DADFAILED;
  // An optimistic address may be used while it is being checked.
  address.tentative = (flags & IFA_F_TENTATIVE) &&
                      !(flags & (IFA_F_DADFAILED | IFA_F_OPTIMISTIC));
}

std::optional<InterfaceAddress> parse_address(
    const NetlinkMessage& message,
    const std::vector<KernelLink>& links) {
  const auto header = message.header<ifaddrmsg>();
  if (message.type != RTM_NEWADDR || !header)
    return std::nullopt;
  const auto* link = find_link(links, static_cast<int>(header->ifa_index));
  if (!link)
    return std::nullopt;
  std::span<const std::byte> local;
  std::span<const std::byte> any;
  std::uint32_t flags = header->ifa_flags;
  for_each_attribute(message.after(sizeof *header),
                     [&](const NetlinkAttribute& a) {
                       if (a.type() == IFA_LOCAL)
                         local = a.payload();
                       if (a.type() == IFA_ADDRESS)
                         any = a.payload();
                       if (a.type() == IFA_FLAGS)
                         flags = a.u32().value_or(flags);
                     });
  // On a point-to-point link IFA_ADDRESS is the other end.
  const auto bytes = local.empty() ? any : local;
  InterfaceAddress address;
  address.interface_name = link->interface.name;
  address.ipv6 = header->ifa_family == AF_INET6;
  address.address = address_text(header->ifa_family, bytes);
  address.prefix_length = header->ifa_prefixlen;
  address.link_local = is_link_local(address.ipv6, bytes);
  apply_flags(address, flags);
  if (address.address.empty())
    return std::nullopt;
  return address;
}

/// One way out: which link, and which gateway on it.
struct Hop {
  std::uint32_t link_index = 0;
  std::string gateway;

  void take(int family, const NetlinkAttribute& a) {
    if (a.type() == RTA_GATEWAY)
      gateway = address_text(family, a.payload());
    if (a.type() == RTA_VIA && a.payload().size() > sizeof(rtvia)) {
      rtvia via;
      copy_bytes(a.payload(), &via, sizeof via);
      gateway = address_text(via.rtvia_family, a.payload().subspan(sizeof via));
    }
  }
};

std::vector<Hop> parse_hops(int family, std::span<const std::byte> bytes) {
  std::vector<Hop> hops;
  rtnexthop header;
  while (copy_bytes(bytes, &header, sizeof header)) {
    if (header.rtnh_len < sizeof header || header.rtnh_len > bytes.size())
      break;
    Hop hop{static_cast<std::uint32_t>(header.rtnh_ifindex), {}};
    for_each_attribute(bytes.first(header.rtnh_len).subspan(sizeof header),
                       [&](const NetlinkAttribute& a) { hop.take(family, a); });
    hops.push_back(std::move(hop));
    const std::size_t step = RTNH_ALIGN(std::size_t{header.rtnh_len});
    bytes = bytes.subspan(std::min(step, bytes.size()));
  }
  return hops;
}

bool is_default_route(const NetlinkMessage& message,
                      const std::optional<rtmsg>& header) {
  return message.type == RTM_NEWROUTE && header && header->rtm_dst_len == 0 &&
         header->rtm_type == RTN_UNICAST &&
         !(header->rtm_flags & RTM_F_CLONED) &&
         (header->rtm_family == AF_INET || header->rtm_family == AF_INET6);
}

void parse_route(const NetlinkMessage& message,
                 const std::vector<KernelLink>& links,
                 std::vector<DefaultRoute>& routes) {
  const auto header = message.header<rtmsg>();
  if (!is_default_route(message, header))
    return;
  const int family = header->rtm_family;
  std::uint32_t table = header->rtm_table;
  std::uint32_t metric = 0;
  Hop single;
  std::vector<Hop> hops;
  for_each_attribute(message.after(sizeof *header),
                     [&](const NetlinkAttribute& a) {
                       single.take(family, a);
                       if (a.type() == RTA_TABLE)
                         table = a.u32().value_or(table);
                       if (a.type() == RTA_PRIORITY)
                         metric = a.u32().value_or(metric);
                       if (a.type() == RTA_OIF)
                         single.link_index = a.u32().value_or(0);
                       if (a.type() == RTA_MULTIPATH)
                         hops = parse_hops(family, a.payload());
                     });
  if (table != RT_TABLE_MAIN)
    return;
  if (hops.empty())
    hops.push_back(single);
  for (const auto& hop : hops) {
    if (const auto* link = find_link(links, static_cast<int>(hop.link_index))) {
      routes.push_back(
          {link->interface.name, hop.gateway, family == AF_INET6, metric});
    }
  }
}

std::string neighbour_state(std::uint16_t state) {
  switch (state) {
    case NUD_INCOMPLETE:
      return "incomplete";
    case NUD_REACHABLE:
      return "reachable";
    case NUD_STALE:
      return "stale";
    case NUD_DELAY:
      return "delay";
    case NUD_PROBE:
      return "probe";
    case NUD_FAILED:
      return "failed";
    case NUD_NOARP:
      return "noarp";
    case NUD_PERMANENT:
      return "permanent";
    default:
      return "none";
  }
}

}  // namespace

std::vector<KernelLink> parse_links(const NetlinkBytes& bytes) {
  std::vector<KernelLink> links;
  for_each_message(bytes, [&links](const NetlinkMessage& message) {
    if (auto link = parse_link(message))
      links.push_back(std::move(*link));
  });
  return links;
}

std::vector<InterfaceAddress> parse_addresses(
    const NetlinkBytes& bytes,
    const std::vector<KernelLink>& links) {
  std::vector<InterfaceAddress> addresses;
  for_each_message(bytes, [&](const NetlinkMessage& message) {
    if (auto address = parse_address(message, links))
      addresses.push_back(std::move(*address));
  });
  return addresses;
}

std::vector<DefaultRoute> parse_default_routes(
    const NetlinkBytes& bytes,
    const std::vector<KernelLink>& links) {
  std::vector<DefaultRoute> routes;
  for_each_message(bytes, [&](const NetlinkMessage& message) {
    parse_route(message, links, routes);
  });
  std::stable_sort(
      routes.begin(), routes.end(),
      [](const auto& a, const auto& b) { return a.metric < b.metric; });
  return routes;
}

std::optional<Neighbour> parse_neighbour(const NetlinkBytes& bytes,
                                         int link_index,
                                         const std::string& address) {
  std::optional<Neighbour> found;
  for_each_message(bytes, [&](const NetlinkMessage& message) {
    const auto header = message.header<ndmsg>();
    if (message.type != RTM_NEWNEIGH || !header ||
        header->ndm_ifindex != link_index) {
      return;
    }
    Neighbour neighbour{neighbour_state(header->ndm_state)};
    std::string who;
    for_each_attribute(message.after(sizeof *header),
                       [&](const NetlinkAttribute& a) {
                         if (a.type() == NDA_DST)
                           who = address_text(header->ndm_family, a.payload());
                       });
    if (!who.empty() && who == address)
      found = std::move(neighbour);
  });
  return found;
}

}  // namespace soundcheck
