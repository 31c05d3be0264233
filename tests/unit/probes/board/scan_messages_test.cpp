#include "probes/board/linux/scan_messages.hpp"

#include <catch2/catch.hpp>
#include <linux/genetlink.h>
#include <linux/nl80211.h>

#include "tests/support/forged_netlink.hpp"

using namespace soundcheck;
using namespace soundcheck::test;
using namespace std::chrono_literals;

namespace {

constexpr int family = 28;

Bytes number(int type, std::uint32_t value) {
  return attribute(type, bytes_of_value(value));
}

Bytes result(const Bytes& attributes) {
  genlmsghdr fixed{};
  fixed.cmd = NL80211_CMD_NEW_SCAN_RESULTS;
  return message(family, fixed, attribute(NL80211_ATTR_BSS, attributes));
}

Bytes address(int last) {
  return attribute(NL80211_BSS_BSSID,
                   bytes_of_numbers({2, 0, 0, 0xaa, 0xbb, last}));
}

const Bytes name = bytes_of_numbers({0, 4, 'h', 'o', 'm', 'e'});

}  // namespace

TEST_CASE("every access point in the kernel's memory is read") {
  const std::int32_t mbm = -6150;
  const std::uint16_t privacy = 0x0011;
  const auto found = parse_access_points(
      result(address(1) + number(NL80211_BSS_FREQUENCY, 2437) +
             attribute(NL80211_BSS_SIGNAL_MBM, bytes_of_value(mbm)) +
             attribute(NL80211_BSS_CAPABILITY, bytes_of_value(privacy)) +
             attribute(NL80211_BSS_INFORMATION_ELEMENTS, name) +
             number(NL80211_BSS_SEEN_MS_AGO, 1234) +
             number(NL80211_BSS_STATUS, NL80211_BSS_STATUS_ASSOCIATED)) +
      result(address(2)));

  REQUIRE(found.size() == 2);
  CHECK(found[0].ssid == "home");
  CHECK(found[0].bssid == "02:00:00:aa:bb:01");
  CHECK(found[0].frequency_mhz == 2437);
  CHECK(found[0].signal_dbm == -61);
  CHECK(found[0].age == 1234ms);
  CHECK(found[0].associated);
  CHECK(found[0].security.keys ==
        std::vector<KeyManagement>{KeyManagement::wep});
  CHECK(found[1].ssid.empty());
  CHECK(!found[1].signal_dbm);
  CHECK(!found[1].age);
  CHECK(!found[1].associated);
}

TEST_CASE("where nobody answered the beacon has to do") {
  const auto found = parse_access_points(
      result(address(1) + attribute(NL80211_BSS_BEACON_IES, name)));

  REQUIRE(found.size() == 1);
  CHECK(found[0].ssid == "home");
}

TEST_CASE("a level that drivers write for unknown is absent") {
  const std::int32_t zero = 0;
  const auto found = parse_access_points(result(
      address(1) + attribute(NL80211_BSS_SIGNAL_MBM, bytes_of_value(zero))));

  REQUIRE(found.size() == 1);
  CHECK(!found[0].signal_dbm);
}

TEST_CASE("without an address it is no access point") {
  CHECK(parse_access_points({}).empty());
  CHECK(parse_access_points(
            result(attribute(NL80211_BSS_INFORMATION_ELEMENTS, name)))
            .empty());
}
