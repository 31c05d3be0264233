#include "probes/board/linux/wpa_events.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using Kind = WpaEvent::Kind;
using Blame = WpaEvent::Blame;

// The messages are those of wpa_supplicant 2.10 on the virtual board.

TEST_CASE("a connection tells access point and configured network") {
  const auto event = parse_wpa_event(
      "<3>CTRL-EVENT-CONNECTED - Connection to 4E:C5:7d:a9:13:68 completed "
      "[id=0 id_str=]");

  REQUIRE(event);
  CHECK(event->kind == Kind::connected);
  CHECK(event->bssid == "4e:c5:7d:a9:13:68");
  CHECK(event->network == 0);
}

TEST_CASE("a disconnection tells its reason and whose wish it was") {
  const auto theirs = parse_wpa_event(
      "<3>CTRL-EVENT-DISCONNECTED bssid=4e:c5:7d:a9:13:68 reason=15");
  const auto ours = parse_wpa_event(
      "<3>CTRL-EVENT-DISCONNECTED bssid=4e:c5:7d:a9:13:68 reason=3 "
      "locally_generated=1");

  REQUIRE(theirs);
  CHECK(theirs->kind == Kind::disconnected);
  CHECK(theirs->reason == 15);
  CHECK(!theirs->locally_generated);
  REQUIRE(ours);
  CHECK(ours->reason == 3);
  CHECK(ours->locally_generated);
}

TEST_CASE("rejections tell their status") {
  const auto full = parse_wpa_event(
      "<3>CTRL-EVENT-ASSOC-REJECT bssid=4e:c5:7d:a9:13:68 status_code=17");
  const auto silent =
      parse_wpa_event("<3>CTRL-EVENT-ASSOC-REJECT status_code=1 timeout=auth");
  const auto sae = parse_wpa_event(
      "<3>CTRL-EVENT-AUTH-REJECT 4e:c5:7d:a9:13:68 auth_type=3 "
      "auth_transaction=2 status_code=15");

  REQUIRE(full);
  CHECK(full->kind == Kind::association_rejected);
  CHECK(full->status == 17);
  CHECK(full->bssid == "4e:c5:7d:a9:13:68");
  CHECK(!full->timed_out);
  REQUIRE(silent);
  CHECK(silent->timed_out);
  CHECK(silent->bssid.empty());
  REQUIRE(sae);
  CHECK(sae->kind == Kind::authentication_rejected);
  CHECK(sae->auth_type == 3);
  CHECK(sae->status == 15);
  CHECK(sae->bssid == "4e:c5:7d:a9:13:68");
}

TEST_CASE("a network that is disabled for a while tells why") {
  const auto wrong_key = parse_wpa_event(
      "<3>CTRL-EVENT-SSID-TEMP-DISABLED id=2 ssid=\"home\" auth_failures=3 "
      "duration=20 reason=WRONG_KEY");
  const auto failed = parse_wpa_event(
      "CTRL-EVENT-SSID-TEMP-DISABLED id=0 ssid=\"\" auth_failures=1 "
      "duration=10 reason=CONN_FAILED");

  REQUIRE(wrong_key);
  CHECK(wrong_key->kind == Kind::network_disabled);
  CHECK(wrong_key->network == 2);
  CHECK(wrong_key->failures == 3);
  CHECK(wrong_key->duration_s == 20);
  CHECK(wrong_key->blame == Blame::wrong_key);
  REQUIRE(failed);
  CHECK(failed->blame == Blame::connection_failed);
}

TEST_CASE("the name of a network cannot speak for the supplicant") {
  const auto disabled = parse_wpa_event(
      "<3>CTRL-EVENT-SSID-TEMP-DISABLED id=2 ssid=\"a\\\" auth_failures=99 "
      "reason=WRONG_KEY x=\\\\\" auth_failures=1 duration=10 "
      "reason=CONN_FAILED");
  const auto trying = parse_wpa_event(
      "<3>SME: Trying to authenticate with 4e:c5:7d:a9:13:68 (SSID='a freq=1 "
      "bssid=00:11:22:33:44:55' freq=2437 MHz)");
  const auto by_name = parse_wpa_event(
      "<3>Trying to associate with SSID 'a 00:11:22:33:44:55 b'");

  REQUIRE(disabled);
  CHECK(disabled->failures == 1);
  CHECK(disabled->blame == Blame::connection_failed);
  REQUIRE(trying);
  CHECK(trying->kind == Kind::trying);
  CHECK(trying->bssid == "4e:c5:7d:a9:13:68");
  CHECK(!trying->frequency_mhz);
  REQUIRE(by_name);
  CHECK(by_name->bssid.empty());
}

TEST_CASE("what happens on the air is told") {
  CHECK(parse_wpa_event("<3>CTRL-EVENT-NETWORK-NOT-FOUND ")->kind ==
        Kind::network_not_found);
  CHECK(parse_wpa_event("<3>CTRL-EVENT-SCAN-STARTED ")->kind ==
        Kind::scan_started);
  CHECK(parse_wpa_event("<3>CTRL-EVENT-SCAN-RESULTS ")->kind ==
        Kind::scan_results);
  CHECK(parse_wpa_event("<3>CTRL-EVENT-BEACON-LOSS ")->kind ==
        Kind::beacons_lost);
  CHECK(parse_wpa_event("<3>CTRL-EVENT-TERMINATING ")->kind ==
        Kind::terminating);
  const auto failed =
      parse_wpa_event("<3>CTRL-EVENT-SCAN-FAILED ret=-16 retry=1");
  CHECK(failed->kind == Kind::scan_failed);
  CHECK(failed->error == 16);
  const auto moved = parse_wpa_event(
      "<3>CTRL-EVENT-CHANNEL-SWITCH freq=2462 ht_enabled=1 ch_offset=0");
  CHECK(moved->kind == Kind::channel_switched);
  CHECK(moved->frequency_mhz == 2462);
  CHECK(parse_wpa_event("<3>WPA: 4-Way Handshake failed - pre-shared key may "
                        "be incorrect")
            ->kind == Kind::key_failed);
}

TEST_CASE("a signal of 9999 or above zero is none") {
  const auto event = parse_wpa_event(
      "<3>CTRL-EVENT-SIGNAL-CHANGE above=1 signal=-59 noise=9999 txrate=6000");

  CHECK(event->kind == Kind::signal_changed);
  CHECK(event->signal_dbm == -59);
  CHECK(!parse_wpa_event("CTRL-EVENT-SIGNAL-CHANGE signal=9999")->signal_dbm);
  CHECK(!parse_wpa_event("CTRL-EVENT-SIGNAL-CHANGE signal=3")->signal_dbm);
}

TEST_CASE("the interface's name may stand before it") {
  for (const auto* message : {"IFNAME=wlan0 <3>CTRL-EVENT-BEACON-LOSS ",
                              "<3>IFNAME=wlan0 CTRL-EVENT-BEACON-LOSS "}) {
    const auto event = parse_wpa_event(message);
    REQUIRE(event);
    CHECK(event->kind == Kind::beacons_lost);
  }
}

TEST_CASE("other messages, and pieces of one, are none") {
  for (const auto* message :
       {"", "<", "<3>", "<3", "IFNAME=", "OK\n", "<3>CTRL-EVENT-EAP-STARTED x",
        "<3>CTRL-EVENT-CONN", "<2>Some words CTRL-EVENT-CONNECTED "}) {
    CHECK(!parse_wpa_event(message));
  }
}

TEST_CASE("garbled numbers and addresses are left out") {
  const auto event = parse_wpa_event(
      "<3>CTRL-EVENT-DISCONNECTED bssid=4e:c5:7d:a9:13 reason=99999999999");
  const auto zero = parse_wpa_event(
      "<3>CTRL-EVENT-DISCONNECTED bssid=00:00:00:00:00:00 reason=x");

  REQUIRE(event);
  CHECK(event->bssid.empty());
  CHECK(!event->reason);
  REQUIRE(zero);
  CHECK(zero->bssid.empty());
  CHECK(!zero->reason);
}
