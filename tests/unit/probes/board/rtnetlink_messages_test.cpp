#include "probes/board/linux/rtnetlink_messages.hpp"

#include <catch2/catch.hpp>
#include <linux/if.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "tests/support/forged_netlink.hpp"

using namespace soundcheck;
using namespace soundcheck::test;

namespace {

Bytes link_message(int index,
                   std::string_view name,
                   unsigned flags,
                   const Bytes& more = {}) {
  ifinfomsg fixed{};
  fixed.ifi_index = index;
  fixed.ifi_flags = flags;
  return message(
      RTM_NEWLINK, fixed,
      attribute(IFLA_IFNAME, bytes_of(name) + bytes_of_numbers({0})) + more);
}

Bytes address_message(int index,
                      int family,
                      const Bytes& attributes,
                      int flags = 0) {
  ifaddrmsg fixed{};
  fixed.ifa_family = static_cast<std::uint8_t>(family);
  fixed.ifa_prefixlen = 24;
  fixed.ifa_flags = static_cast<std::uint8_t>(flags);
  fixed.ifa_index = static_cast<std::uint32_t>(index);
  return message(RTM_NEWADDR, fixed, attributes);
}

rtmsg default_route(int family = AF_INET) {
  rtmsg fixed{};
  fixed.rtm_family = static_cast<std::uint8_t>(family);
  fixed.rtm_table = RT_TABLE_MAIN;
  fixed.rtm_type = RTN_UNICAST;
  return fixed;
}

Bytes through(std::uint32_t link, const Bytes& gateway) {
  return attribute(RTA_OIF, bytes_of_value(link)) +
         attribute(RTA_GATEWAY, gateway);
}

Bytes metric(std::uint32_t value) {
  return attribute(RTA_PRIORITY, bytes_of_value(value));
}

const Bytes ipv4 = bytes_of_numbers({192, 0, 2, 1});
const Bytes ipv6_local =
    bytes_of_numbers({0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

const std::vector<KernelLink> links = {{2, {"eth0", true, true, false}},
                                       {3, {"wlan0", true, true, false}}};

}  // namespace

TEST_CASE("links are read without the loopback") {
  const auto bytes = link_message(1, "lo", IFF_LOOPBACK | IFF_UP) +
                     link_message(2, "eth0", IFF_UP | IFF_RUNNING) +
                     link_message(3, "wlan0", IFF_UP);

  const auto found = parse_links(bytes);

  REQUIRE(found.size() == 2);
  CHECK(found[0].index == 2);
  CHECK(found[0].interface.name == "eth0");
  CHECK(found[0].interface.up);
  CHECK(found[0].interface.carrier);
  CHECK(found[1].interface.up);
  CHECK(!found[1].interface.carrier);
}

TEST_CASE("the carrier attribute counts more than the running flag") {
  const auto bytes =
      link_message(2, "eth0", IFF_UP | IFF_RUNNING,
                   attribute(IFLA_CARRIER, bytes_of_numbers({0})));

  const auto found = parse_links(bytes);

  REQUIRE(found.size() == 1);
  CHECK(!found[0].interface.carrier);
}

TEST_CASE("a link without a name is left out") {
  CHECK(parse_links(link_message(2, "", IFF_UP)).empty());
}

TEST_CASE("addresses are read with their flags") {
  const std::uint32_t dad_failed = IFA_F_DADFAILED | IFA_F_TENTATIVE;
  const auto bytes =
      address_message(2, AF_INET, attribute(IFA_LOCAL, ipv4)) +
      address_message(3, AF_INET6, attribute(IFA_ADDRESS, ipv6_local),
                      IFA_F_TENTATIVE) +
      address_message(3, AF_INET6,
                      attribute(IFA_ADDRESS, ipv6_local) +
                          attribute(IFA_FLAGS, bytes_of_value(dad_failed)));

  const auto found = parse_addresses(bytes, links);

  REQUIRE(found.size() == 3);
  CHECK(found[0].interface_name == "eth0");
  CHECK(found[0].address == "192.0.2.1");
  CHECK(found[0].prefix_length == 24);
  CHECK(!found[0].ipv6);
  CHECK(!found[0].link_local);
  CHECK(!found[0].tentative);
  CHECK(found[1].address == "fe80::1");
  CHECK(found[1].link_local);
  CHECK(found[1].tentative);
  CHECK(found[2].duplicate);
  CHECK(!found[2].tentative);
}

TEST_CASE("on a point-to-point link the local end is ours") {
  const auto bytes = address_message(
      2, AF_INET,
      attribute(IFA_ADDRESS, bytes_of_numbers({192, 0, 2, 99})) +
          attribute(IFA_LOCAL, ipv4));

  const auto found = parse_addresses(bytes, links);

  REQUIRE(found.size() == 1);
  CHECK(found[0].address == "192.0.2.1");
}

TEST_CASE("link-local is 169.254/16 and fe80::/10 and nothing beside them") {
  const auto is_local = [](int family, const Bytes& address) {
    const auto found = parse_addresses(
        address_message(2, family, attribute(IFA_ADDRESS, address)), links);
    return found.at(0).link_local;
  };
  auto high = ipv6_local;
  high[1] = std::byte{0xbf};
  auto beyond = ipv6_local;
  beyond[1] = std::byte{0xc0};

  CHECK(is_local(AF_INET, bytes_of_numbers({169, 254, 1, 1})));
  CHECK(!is_local(AF_INET, bytes_of_numbers({169, 253, 1, 1})));
  CHECK(is_local(AF_INET6, high));
  CHECK(!is_local(AF_INET6, beyond));
}

TEST_CASE("an address of the wrong length or of no link is left out") {
  const auto bytes =
      address_message(2, AF_INET, attribute(IFA_LOCAL, ipv6_local)) +
      address_message(2, AF_INET6, attribute(IFA_LOCAL, ipv4)) +
      address_message(2, AF_INET, {}) +
      address_message(9, AF_INET, attribute(IFA_LOCAL, ipv4));

  CHECK(parse_addresses(bytes, links).empty());
}

TEST_CASE("default routes come with the lowest metric first") {
  const auto bytes =
      message(RTM_NEWROUTE, default_route(), through(3, ipv4) + metric(600)) +
      message(RTM_NEWROUTE, default_route(AF_INET6),
              through(2, ipv6_local) + metric(100));

  const auto routes = parse_default_routes(bytes, links);

  REQUIRE(routes.size() == 2);
  CHECK(routes[0].interface_name == "eth0");
  CHECK(routes[0].gateway == "fe80::1");
  CHECK(routes[0].ipv6);
  CHECK(routes[0].metric == 100);
  CHECK(routes[1].interface_name == "wlan0");
  CHECK(routes[1].gateway == "192.0.2.1");
}

TEST_CASE("only unicast default routes of the main table count") {
  auto to_a_network = default_route();
  to_a_network.rtm_dst_len = 24;
  auto unreachable = default_route();
  unreachable.rtm_type = RTN_UNREACHABLE;
  auto cached = default_route();
  cached.rtm_flags = RTM_F_CLONED;
  const std::uint32_t other_table = 1000;
  Bytes bytes;
  for (const auto& route : {to_a_network, unreachable, cached})
    bytes = bytes + message(RTM_NEWROUTE, route, through(2, ipv4));
  bytes =
      bytes + message(RTM_NEWROUTE, default_route(),
                      through(2, ipv4) +
                          attribute(RTA_TABLE, bytes_of_value(other_table)));
  bytes = bytes + message(RTM_NEWROUTE, default_route(), through(9, ipv4));
  bytes =
      bytes + message(RTM_NEWROUTE, default_route(AF_PACKET), through(2, ipv4));

  CHECK(parse_default_routes(bytes, links).empty());
}

TEST_CASE("a default route straight into a link has no gateway") {
  const std::uint32_t link = 2;
  const auto routes =
      parse_default_routes(message(RTM_NEWROUTE, default_route(),
                                   attribute(RTA_OIF, bytes_of_value(link))),
                           links);

  REQUIRE(routes.size() == 1);
  CHECK(routes[0].gateway.empty());
}

TEST_CASE("each hop of a multipath route is a way out") {
  const auto hop = [](int link) {
    const auto attributes = attribute(RTA_GATEWAY, ipv4);
    rtnexthop header{};
    header.rtnh_len =
        static_cast<std::uint16_t>(sizeof header + attributes.size());
    header.rtnh_ifindex = link;
    return bytes_of_value(header) + attributes;
  };

  const auto routes =
      parse_default_routes(message(RTM_NEWROUTE, default_route(),
                                   attribute(RTA_MULTIPATH, hop(2) + hop(3))),
                           links);

  REQUIRE(routes.size() == 2);
  CHECK(routes[0].interface_name == "eth0");
  CHECK(routes[1].interface_name == "wlan0");
  CHECK(routes[1].gateway == "192.0.2.1");
}

TEST_CASE("an IPv4 route may go through an IPv6 gateway") {
  const std::uint16_t family = AF_INET6;
  const std::uint32_t link = 2;
  const auto routes = parse_default_routes(
      message(RTM_NEWROUTE, default_route(),
              attribute(RTA_OIF, bytes_of_value(link)) +
                  attribute(RTA_VIA, bytes_of_value(family) + ipv6_local)),
      links);

  REQUIRE(routes.size() == 1);
  CHECK(routes[0].gateway == "fe80::1");
}

TEST_CASE("the neighbour table tells one host's state") {
  ndmsg fixed{};
  fixed.ndm_family = AF_INET;
  fixed.ndm_ifindex = 3;
  fixed.ndm_state = NUD_REACHABLE;
  auto elsewhere = fixed;
  elsewhere.ndm_ifindex = 2;
  elsewhere.ndm_state = NUD_FAILED;
  const auto bytes =
      message(RTM_NEWNEIGH, fixed, attribute(NDA_DST, ipv4)) +
      message(RTM_NEWNEIGH, elsewhere, attribute(NDA_DST, ipv4)) +
      message(RTM_NEWNEIGH, fixed, {});

  const auto here = parse_neighbour(bytes, 3, "192.0.2.1");
  const auto there = parse_neighbour(bytes, 2, "192.0.2.1");
  const auto stranger = parse_neighbour(bytes, 3, "192.0.2.2");

  REQUIRE(here);
  CHECK(here->state == "reachable");
  REQUIRE(there);
  CHECK(there->state == "failed");
  CHECK(!stranger);
}

TEST_CASE("garbled tables of the kernel are survived") {
  rtnexthop hop{};
  hop.rtnh_len = sizeof hop;
  hop.rtnh_ifindex = 2;
  ndmsg neighbour{};
  neighbour.ndm_family = AF_INET;
  neighbour.ndm_ifindex = 2;
  const auto bytes =
      link_message(2, "eth0", IFF_UP) +
      address_message(2, AF_INET, attribute(IFA_LOCAL, ipv4)) +
      message(
          RTM_NEWROUTE, default_route(),
          through(2, ipv4) + attribute(RTA_MULTIPATH, bytes_of_value(hop))) +
      message(RTM_NEWNEIGH, neighbour, attribute(NDA_DST, ipv4));
  std::size_t parsed = 0;

  torment(bytes, [&parsed](const Bytes& garbled) {
    const auto some_links = parse_links(garbled);
    parsed += some_links.size() + parse_addresses(garbled, links).size() +
              parse_default_routes(garbled, links).size();
    parse_neighbour(garbled, 2, "192.0.2.1");
  });

  CHECK(parsed > 0);
}
