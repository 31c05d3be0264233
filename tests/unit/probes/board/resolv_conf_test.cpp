#include "probes/board/linux/resolv_conf.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace std::string_literals;
using Servers = std::vector<std::string>;

TEST_CASE("name servers are read in their order, the rest is passed over") {
  const auto servers = parse_resolv_conf(
      "# by NetworkManager\n"
      "search home.example\n"
      "nameserver 192.0.2.53\n"
      "  nameserver\t2001:db8::53  # the second\r\n"
      ";nameserver 192.0.2.99\n"
      "options edns0\n"
      "nameserver fe80::1%wlan0");

  CHECK(servers == Servers{"192.0.2.53", "2001:db8::53", "fe80::1%wlan0"});
}

TEST_CASE("what is no address is no name server") {
  const auto line =
      GENERATE(as<std::string>(), "nameserver", "nameserver ",
               "nameserver dns.example", "nameserver 192.0.2",
               "nameserver 192.0.2.256", "nameserver 192.0.2.1%eth0",
               "nameserver fe80::1%", "nameserver fe80::1%averyverylongname",
               "nameservers 192.0.2.53", "NAMESERVER 192.0.2.53",
               "nameserver 192.0.2.53\0"s, "nameserver fe80::1%e\0"s);

  CHECK(parse_resolv_conf(line).empty());
  CHECK(parse_resolv_conf(line + "\nnameserver 192.0.2.1\n") ==
        Servers{"192.0.2.1"});
}

TEST_CASE("no text and rubbish have no name servers") {
  std::string rubbish;
  for (int i = 0; i < 4096; ++i)
    rubbish += static_cast<char>(i * 31);

  CHECK(parse_resolv_conf("").empty());
  CHECK(parse_resolv_conf("\n\n\n").empty());
  CHECK(parse_resolv_conf(rubbish).empty());
  CHECK(parse_resolv_conf(std::string(100'000, 'x')).empty());
}
