#include "probes/board/linux/nl80211_messages.hpp"

#include <catch2/catch.hpp>
#include <linux/genetlink.h>
#include <linux/nl80211.h>

#include "tests/support/forged_netlink.hpp"

using namespace soundcheck;
using namespace soundcheck::test;
using namespace std::string_literals;

namespace {

constexpr int family = 28;

Bytes reply(int command, const Bytes& attributes) {
  genlmsghdr fixed{};
  fixed.cmd = static_cast<std::uint8_t>(command);
  fixed.version = 1;
  return message(family, fixed, attributes);
}

Bytes number(int type, std::uint32_t value) {
  return attribute(type, bytes_of_value(value));
}

const Bytes access_point = bytes_of_numbers({2, 0, 0, 0xaa, 0xbb, 0xcc});

Bytes element(int id, std::string_view payload) {
  return bytes_of_numbers({id, static_cast<int>(payload.size())}) +
         bytes_of(payload);
}

Bytes bss(const Bytes& elements,
          std::uint32_t status = NL80211_BSS_STATUS_ASSOCIATED) {
  const std::int32_t mbm = -6150;
  return reply(
      NL80211_CMD_NEW_SCAN_RESULTS,
      number(NL80211_ATTR_IFINDEX, 3) +
          attribute(NL80211_ATTR_BSS,
                    attribute(NL80211_BSS_BSSID, access_point) +
                        number(NL80211_BSS_FREQUENCY, 5180) +
                        attribute(NL80211_BSS_SIGNAL_MBM, bytes_of_value(mbm)) +
                        attribute(NL80211_BSS_INFORMATION_ELEMENTS, elements) +
                        number(NL80211_BSS_STATUS, status)));
}

Bytes station(const Bytes& info, const Bytes& mac = access_point) {
  return reply(NL80211_CMD_NEW_STATION,
               attribute(NL80211_ATTR_MAC, mac) +
                   attribute(NL80211_ATTR_STA_INFO, info));
}

Bytes signal(int type, int dbm) {
  return attribute(type, bytes_of_numbers({dbm}));
}

}  // namespace

TEST_CASE("the family's number is read") {
  const std::uint16_t id = 28;
  const auto bytes = reply(CTRL_CMD_NEWFAMILY,
                           attribute(CTRL_ATTR_FAMILY_ID, bytes_of_value(id)));

  CHECK(parse_family_id(bytes) == id);
  CHECK(!parse_family_id(reply(CTRL_CMD_NEWFAMILY, {})));
  CHECK(!parse_family_id({}));
}

TEST_CASE("interfaces are read, those without a network device are not") {
  const auto bytes =
      reply(NL80211_CMD_NEW_INTERFACE,
            number(NL80211_ATTR_IFTYPE, NL80211_IFTYPE_P2P_DEVICE)) +
      reply(NL80211_CMD_NEW_INTERFACE,
            number(NL80211_ATTR_IFINDEX, 3) +
                attribute(NL80211_ATTR_IFNAME, bytes_of("wlan0\0"s)) +
                number(NL80211_ATTR_IFTYPE, NL80211_IFTYPE_STATION) +
                number(NL80211_ATTR_WIPHY_FREQ, 2437) +
                attribute(NL80211_ATTR_SSID, bytes_of("home"))) +
      reply(NL80211_CMD_NEW_INTERFACE,
            number(NL80211_ATTR_IFINDEX, 4) +
                attribute(NL80211_ATTR_IFNAME, bytes_of("ap0\0"s)) +
                number(NL80211_ATTR_IFTYPE, NL80211_IFTYPE_AP));

  const auto found = parse_wireless_interfaces(bytes);

  REQUIRE(found.size() == 2);
  CHECK(found[0].index == 3);
  CHECK(found[0].name == "wlan0");
  CHECK(found[0].station);
  CHECK(found[0].ssid == "home");
  CHECK(found[0].frequency_mhz == 2437);
  CHECK(!found[1].station);
}

TEST_CASE("the associated network is found among the scanned ones") {
  const auto bytes =
      bss(element(0, "other"), NL80211_BSS_STATUS_AUTHENTICATED) +
      bss(element(1, "rates") + element(0, "home"));

  const auto found = parse_associated_bss(bytes);

  REQUIRE(found);
  CHECK(found->ssid == "home");
  CHECK(found->bssid == "02:00:00:aa:bb:cc");
  CHECK(found->frequency_mhz == 5180);
  CHECK(found->signal_dbm == -61);
}

TEST_CASE("without an associated network there is none") {
  CHECK(!parse_associated_bss({}));
  CHECK(!parse_associated_bss(
      bss(element(0, "other"), NL80211_BSS_STATUS_AUTHENTICATED)));
}

TEST_CASE("an SSID keeps zero bytes and control characters") {
  const auto strange = "a\0\x1b[2J\xff"s;

  const auto found = parse_associated_bss(bss(element(0, strange)));

  REQUIRE(found);
  CHECK(found->ssid == strange);
}

TEST_CASE("an SSID longer than 32 bytes is none") {
  const auto found =
      parse_associated_bss(bss(element(0, std::string(33, 'x'))));

  REQUIRE(found);
  CHECK(found->ssid.empty());
}

TEST_CASE("information elements that end early give no SSID") {
  const auto cut = bytes_of_numbers({0, 32, 'h', 'o', 'm', 'e'});
  const auto header_only = bytes_of_numbers({0});

  CHECK(parse_associated_bss(bss(cut))->ssid.empty());
  CHECK(parse_associated_bss(bss(header_only))->ssid.empty());
}

TEST_CASE("a station's numbers are read") {
  const std::uint16_t rate = 8667;
  const std::uint32_t wide_rate = 96078;
  const auto bytes = station(
      signal(NL80211_STA_INFO_SIGNAL, -60) +
      signal(NL80211_STA_INFO_SIGNAL_AVG, -58) +
      attribute(NL80211_STA_INFO_TX_BITRATE,
                attribute(NL80211_RATE_INFO_BITRATE, bytes_of_value(rate))) +
      attribute(NL80211_STA_INFO_RX_BITRATE,
                attribute(NL80211_RATE_INFO_BITRATE, bytes_of_value(rate)) +
                    number(NL80211_RATE_INFO_BITRATE32, wide_rate)) +
      number(NL80211_STA_INFO_TX_PACKETS, 1000) +
      number(NL80211_STA_INFO_TX_RETRIES, 50) +
      number(NL80211_STA_INFO_TX_FAILED, 2) +
      number(NL80211_STA_INFO_BEACON_LOSS, 1) +
      number(NL80211_STA_INFO_CONNECTED_TIME, 77));
  WifiLink link;

  const bool found = apply_station(bytes, link);

  CHECK(found);
  CHECK(link.bssid == "02:00:00:aa:bb:cc");
  CHECK(link.signal_dbm == -60);
  CHECK(link.signal_average_dbm == -58);
  CHECK(link.tx_bitrate_mbps == 866.7);
  CHECK(link.rx_bitrate_mbps == 9607.8);
  CHECK(link.tx_packets == 1000U);
  CHECK(link.tx_retries == 50U);
  CHECK(link.tx_failed == 2U);
  CHECK(link.beacon_losses == 1U);
  CHECK(link.connected_seconds == 77U);
}

TEST_CASE("antennas and acknowledgements are told where the driver knows") {
  WifiLink link;
  apply_station(
      station(signal(NL80211_STA_INFO_ACK_SIGNAL, -71) +
              attribute(NL80211_STA_INFO_CHAIN_SIGNAL,
                        signal(0, -50) + signal(1, -68) + signal(2, -128))),
      link);

  CHECK(link.ack_signal_dbm == -71);
  CHECK(link.chain_signals_dbm == std::vector<int>{-50, -68});
}

TEST_CASE("an association without keys is told from one with them") {
  const auto flags = [](std::uint32_t mask, std::uint32_t set) {
    const nl80211_sta_flag_update update{mask, set};
    WifiLink link;
    apply_station(
        station(attribute(NL80211_STA_INFO_STA_FLAGS, bytes_of_value(update))),
        link);
    return link.authorized;
  };
  constexpr std::uint32_t authorized = 1U << NL80211_STA_FLAG_AUTHORIZED;

  CHECK(flags(authorized, authorized) == true);
  CHECK(flags(authorized, 0) == false);
  CHECK(!flags(0, authorized));
}

TEST_CASE("what a driver leaves out or writes as zero stays absent") {
  const auto bytes = station(signal(NL80211_STA_INFO_SIGNAL, 0) +
                             attribute(NL80211_STA_INFO_TX_PACKETS, {}) +
                             attribute(NL80211_STA_INFO_TX_BITRATE, {}) +
                             number(NL80211_STA_INFO_STA_FLAGS, 255));
  WifiLink link;

  CHECK(apply_station(bytes, link));

  CHECK(!link.signal_dbm);
  CHECK(!link.signal_average_dbm);
  CHECK(!link.tx_packets);
  CHECK(!link.tx_retries);
  CHECK(!link.tx_bitrate_mbps);
  CHECK(!link.authorized);
}

TEST_CASE("a direct link to another station is not the access point") {
  const auto peer = bytes_of_numbers({2, 0, 0, 1, 1, 1});
  const auto bytes = station(signal(NL80211_STA_INFO_SIGNAL, -20), peer) +
                     station(signal(NL80211_STA_INFO_SIGNAL, -70));
  WifiLink link;
  link.bssid = "02:00:00:aa:bb:cc";

  CHECK(apply_station(bytes, link));
  CHECK(link.signal_dbm == -70);
}

TEST_CASE("no station is no association") {
  WifiLink link;
  const auto odd_mac = bytes_of_numbers({1, 2, 3});

  CHECK(!apply_station({}, link));
  CHECK(!apply_station(station({}, odd_mac), link));
}

TEST_CASE("garbled nl80211 messages are survived") {
  const auto bytes =
      reply(NL80211_CMD_NEW_INTERFACE,
            number(NL80211_ATTR_IFINDEX, 3) +
                attribute(NL80211_ATTR_IFNAME, bytes_of("wlan0\0"s)) +
                attribute(NL80211_ATTR_SSID, bytes_of("home"))) +
      bss(element(0, "home") + element(48, "rsn")) +
      station(signal(NL80211_STA_INFO_SIGNAL, -60) +
              attribute(NL80211_STA_INFO_TX_BITRATE,
                        number(NL80211_RATE_INFO_BITRATE32, 100)));
  std::size_t found = 0;

  torment(bytes, [&found](const Bytes& garbled) {
    found += parse_wireless_interfaces(garbled).size();
    const auto bss_found = parse_associated_bss(garbled);
    if (bss_found && bss_found->ssid.size() > 32)
      FAIL("an SSID of more than 32 bytes");
    WifiLink link;
    found += apply_station(garbled, link) ? 1 : 0;
    parse_family_id(garbled);
  });

  CHECK(found > 0);
}
