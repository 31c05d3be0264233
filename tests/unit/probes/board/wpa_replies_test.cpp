#include "probes/board/linux/wpa_replies.hpp"

#include <catch2/catch.hpp>

#include "probes/board/linux/wpa_text.hpp"
#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using namespace std::string_literals;

TEST_CASE("the supplicant's status is read") {
  const auto status = parse_wpa_status(
      "bssid=4e:c5:7d:a9:13:68\nfreq=2437\nssid=home\\nbssid=x\nid=0\n"
      "mode=station\npairwise_cipher=CCMP\nkey_mgmt=WPA2-PSK\npmf=2\n"
      "wpa_state=COMPLETED\nip_address=192.168.77.60\n");

  REQUIRE(status);
  CHECK(status->state == "COMPLETED");
  CHECK(status->bssid == "4e:c5:7d:a9:13:68");
  CHECK(status->key_management == "WPA2-PSK");
  CHECK(status->network == 0);
  CHECK(status->frequency_mhz == 2437);
  CHECK(status->pmf == 2);
}

TEST_CASE("a status without a state cannot be read") {
  for (const auto* reply : {"", "\n", "=\n", "bssid=4e:c5:7d:a9:13:68\n"}) {
    const auto status = parse_wpa_status(reply);
    REQUIRE(!status);
    CHECK(status.error().code == Errc::parse);
  }
}

TEST_CASE("a status without an association leaves the rest unknown") {
  const auto status = parse_wpa_status("wpa_state=SCANNING\n");

  REQUIRE(status);
  CHECK(status->state == "SCANNING");
  CHECK(status->bssid.empty());
  CHECK(!status->network);
  CHECK(!status->frequency_mhz);
}

TEST_CASE("configured networks are read with their flags") {
  const auto networks = parse_wpa_networks(
      "network id / ssid / bssid / flags\n"
      "0\thome\tany\t[CURRENT]\n"
      "1\told \\\"one\\\"\tany\t[DISABLED]\n"
      "2\t\\xe5\\xae\\xb6\\x00\tany\t[TEMP-DISABLED]\n"
      "3\tplain\tany\t\n");

  REQUIRE(networks.size() == 4);
  CHECK(networks[0].ssid == "home");
  CHECK(networks[0].current);
  CHECK(!networks[0].disabled);
  CHECK(networks[1].ssid == "old \"one\"");
  CHECK(networks[1].disabled);
  CHECK(networks[2].number == 2);
  CHECK(networks[2].ssid == "\xe5\xae\xb6\0"s);
  CHECK(!networks[2].disabled);
  CHECK(!networks[3].current);
}

TEST_CASE("lines that are no network are left out") {
  CHECK(parse_wpa_networks("").empty());
  CHECK(parse_wpa_networks("1\n\t\nx\thome\tany\t\n-1\ta\tb\t\n"
                           "5\tcut\\x0\tany\t\n")
            .empty());
}

TEST_CASE("9999 and zero stand for values that the driver does not give") {
  const auto signal = parse_wpa_signal(
      "RSSI=-61\nLINKSPEED=72\nNOISE=9999\nFREQUENCY=2437\nAVG_RSSI=-63\n"
      "AVG_BEACON_RSSI=0\n");

  CHECK(signal.signal_dbm == -61);
  CHECK(signal.average_dbm == -63);
  CHECK(!signal.beacon_average_dbm);
  CHECK(!signal.noise_dbm);
  CHECK(signal.frequency_mhz == 2437);
  CHECK(signal.link_speed_mbps == 72);
}

TEST_CASE("names of networks are unescaped to their bytes") {
  CHECK(wpa_ssid("home") == "home");
  CHECK(wpa_ssid("") == "");
  CHECK(wpa_ssid("\\n\\r\\t\\e\\\\\\\"\\x00\\xff") == "\n\r\t\x1b\\\"\0\xff"s);
  CHECK(wpa_ssid(std::string(32, 'x')) == std::string(32, 'x'));
}

TEST_CASE("a name that is cut short or too long is none") {
  for (const auto* escaped : {"\\", "\\x", "\\x1", "\\xg0", "\\q"})
    CHECK(!wpa_ssid(escaped));
  CHECK(!wpa_ssid(std::string(33, 'x')));
}
