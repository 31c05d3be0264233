#include "probes/board/linux/mlme_messages.hpp"

#include <catch2/catch.hpp>
#include <linux/genetlink.h>
#include <linux/nl80211.h>

#include "tests/support/forged_netlink.hpp"

using namespace soundcheck;
using namespace soundcheck::test;
using namespace std::string_literals;
using Kind = ConnectionEvent::Kind;

namespace {

constexpr int family = 28;
const Bytes access_point = bytes_of_numbers({2, 0, 0, 0xaa, 0xbb, 0xcc});

Bytes news(int command, const Bytes& attributes, std::uint32_t link = 3) {
  genlmsghdr fixed{};
  fixed.cmd = static_cast<std::uint8_t>(command);
  return message(
      family, fixed,
      attribute(NL80211_ATTR_IFINDEX, bytes_of_value(link)) + attributes);
}

Bytes short_number(int type, std::uint16_t value) {
  return attribute(type, bytes_of_value(value));
}

Bytes flag(int type) {
  return attribute(type, {});
}

Bytes mac() {
  return attribute(NL80211_ATTR_MAC, access_point);
}

/// A management frame from the access point.
Bytes frame(const Bytes& body) {
  const Bytes header = bytes_of_numbers({0xc0, 0, 0, 0}) + Bytes(6) +
                       access_point + access_point + Bytes(2);
  return attribute(NL80211_ATTR_FRAME, header + body);
}

ConnectionEvent only(const Bytes& bytes) {
  const auto all = parse_mlme_news(bytes);
  REQUIRE(all.size() == 1);
  CHECK(all[0].link_index == 3);
  return all[0].event;
}

}  // namespace

TEST_CASE("the number of a multicast group is read by its name") {
  const auto group = [](int index, const std::string& name,
                        std::uint32_t number) {
    return attribute(
        index, attribute(CTRL_ATTR_MCAST_GRP_ID, bytes_of_value(number)) +
                   attribute(CTRL_ATTR_MCAST_GRP_NAME, bytes_of(name + '\0')));
  };
  genlmsghdr fixed{};
  fixed.cmd = CTRL_CMD_NEWFAMILY;
  const auto bytes =
      message(GENL_ID_CTRL, fixed,
              attribute(CTRL_ATTR_MCAST_GROUPS,
                        group(1, "scan", 7) + group(2, "mlme", 9)));

  CHECK(parse_multicast_group(bytes, "mlme") == 9U);
  CHECK(!parse_multicast_group(bytes, "vendor"));
  CHECK(!parse_multicast_group({}, "mlme"));
}

TEST_CASE("a disconnection tells its reason and whose wish it was") {
  const auto theirs = only(
      news(NL80211_CMD_DISCONNECT, short_number(NL80211_ATTR_REASON_CODE, 3) +
                                       flag(NL80211_ATTR_DISCONNECTED_BY_AP)));
  const auto ours = only(news(NL80211_CMD_DISCONNECT, {}));

  CHECK(theirs.kind == Kind::disconnected);
  CHECK(theirs.code == 3);
  CHECK(theirs.by_access_point);
  CHECK(ours.kind == Kind::disconnected);
  CHECK(!ours.code);
  CHECK(!ours.by_access_point);
}

TEST_CASE("an association is one only with status 0") {
  const auto joined = only(news(
      NL80211_CMD_CONNECT, mac() + short_number(NL80211_ATTR_STATUS_CODE, 0)));
  const auto refused = only(news(
      NL80211_CMD_CONNECT, mac() + short_number(NL80211_ATTR_STATUS_CODE, 17)));
  const auto silent = only(news(
      NL80211_CMD_CONNECT, mac() + short_number(NL80211_ATTR_STATUS_CODE, 1) +
                               flag(NL80211_ATTR_TIMED_OUT)));

  CHECK(joined.kind == Kind::associated);
  CHECK(joined.bssid == "02:00:00:aa:bb:cc");
  CHECK(!joined.code);
  CHECK(refused.kind == Kind::rejected);
  CHECK(refused.code == 17);
  CHECK(silent.kind == Kind::rejected);
  CHECK(!silent.code);
  CHECK(silent.text == "the access point did not answer");
}

TEST_CASE("an authentication counts only when it is refused") {
  const auto with_status = [](int status) {
    return parse_mlme_news(
        news(NL80211_CMD_AUTHENTICATE,
             frame(bytes_of_numbers({0, 0, 2, 0, status, 0}))));
  };

  CHECK(with_status(0).empty());
  // SAE goes on after these.
  CHECK(with_status(76).empty());
  CHECK(with_status(126).empty());
  REQUIRE(with_status(1).size() == 1);
  CHECK(with_status(1)[0].event.kind == Kind::rejected);
  CHECK(with_status(1)[0].event.code == 1);
  CHECK(with_status(1)[0].event.bssid == "02:00:00:aa:bb:cc");
}

TEST_CASE("an unprotected farewell is read with the reason that it claims") {
  const auto event = only(
      news(NL80211_CMD_UNPROT_DEAUTHENTICATE, frame(bytes_of_numbers({7, 0}))));

  CHECK(event.kind == Kind::unprotected_deauthentication);
  CHECK(event.bssid == "02:00:00:aa:bb:cc");
  CHECK(event.code == 7);
}

TEST_CASE("a change of channel tells the new one") {
  const std::uint32_t mhz = 2462;

  const auto event =
      only(news(NL80211_CMD_CH_SWITCH_NOTIFY,
                attribute(NL80211_ATTR_WIPHY_FREQ, bytes_of_value(mhz))));

  CHECK(event.kind == Kind::channel_switched);
  CHECK(event.frequency_mhz == 2462);
}

TEST_CASE("of the connection's quality only lost beacons are an event") {
  const auto lost = news(
      NL80211_CMD_NOTIFY_CQM,
      attribute(NL80211_ATTR_CQM, flag(NL80211_ATTR_CQM_BEACON_LOSS_EVENT)));
  const auto level =
      news(NL80211_CMD_NOTIFY_CQM, attribute(NL80211_ATTR_CQM, {}));

  CHECK(only(lost).kind == Kind::beacons_lost);
  CHECK(parse_mlme_news(level).empty());
}

TEST_CASE("other messages, and those of no interface, are left out") {
  CHECK(parse_mlme_news(news(NL80211_CMD_NEW_STATION, mac())).empty());
  CHECK(parse_mlme_news(news(NL80211_CMD_DISCONNECT, {}, 0)).empty());
  CHECK(parse_mlme_news({}).empty());
}

TEST_CASE("garbled news breaks nothing") {
  const auto bytes =
      news(NL80211_CMD_AUTHENTICATE,
           frame(bytes_of_numbers({0, 0, 2, 0, 1, 0}))) +
      news(NL80211_CMD_UNPROT_DISASSOCIATE, frame(bytes_of_numbers({7, 0}))) +
      news(NL80211_CMD_DISCONNECT,
           short_number(NL80211_ATTR_REASON_CODE, 3) + mac());

  torment(bytes, [](const Bytes& garbled) {
    for (const auto& one : parse_mlme_news(garbled))
      CHECK(one.event.bssid.size() <= 17);
    parse_multicast_group(garbled, "mlme");
  });
}
