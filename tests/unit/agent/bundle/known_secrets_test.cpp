#include "agent/bundle/collect/known_secrets.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace soundcheck::bundle;

namespace {

bool has(const std::vector<Known>& known, SecretKind kind, std::string value) {
  return std::find(known.begin(), known.end(), Known{kind, std::move(value)}) !=
         known.end();
}

}  // namespace

TEST_CASE("networks and keys of wpa_supplicant are known") {
  std::vector<Known> known;
  read_network_settings(
      "ctrl_interface=/run/wpa_supplicant\n"
      "network={\n\tssid=\"Villa Kunterbunt\"\n\tpsk=\"korrekt-pferd\"\n}\n"
      "network={\n  ssid=e5aeb6e9878c\n  sae_password=batterie77\n}\n"
      "network={\n  ssid=P\"a\\x00\\\"b\"\n  identity=\"otto@uni\"\n}\n"
      "# ssid=\"old\"\n",
      known);

  CHECK(has(known, SecretKind::ssid, "Villa Kunterbunt"));
  CHECK(has(known, SecretKind::ssid, "家里"));
  CHECK(has(known, SecretKind::ssid, std::string("a\0\"b", 4)));
  CHECK(has(known, SecretKind::secret, "korrekt-pferd"));
  CHECK(has(known, SecretKind::secret, "batterie77"));
  CHECK(has(known, SecretKind::account, "otto@uni"));
  CHECK_FALSE(has(known, SecretKind::ssid, "old"));
}

TEST_CASE("networks of NetworkManager, ConnMan and hostapd are known") {
  std::vector<Known> known;
  read_network_settings("[wifi]\nssid=Zuhause\n[wifi-security]\npsk=geheim77\n",
                        known);
  read_network_settings("[x]\nssid=72;97;117;115;\n", known);
  read_network_settings("[wifi_x]\nName=Daheim\nPassphrase=lalelu77\n", known);
  read_network_settings("ssid=Gaeste\nwpa_passphrase=willkommen\n", known);

  for (const auto* name : {"Zuhause", "Haus", "Daheim", "Gaeste"})
    CHECK(has(known, SecretKind::ssid, name));
  for (const auto* key : {"geheim77", "lalelu77", "willkommen"})
    CHECK(has(known, SecretKind::secret, key));
}

TEST_CASE("networks that the board hears are known") {
  std::vector<Known> known;
  read_network_list(
      "bssid / frequency / signal level / flags / ssid\n"
      "a4:c1:38:0f:22:9e\t2437\t-61\t[WPA2-PSK-CCMP][ESS]\tNachbar \\xe2\\x98\n"
      "a4:c1:38:0f:22:9f\t2437\t-71\t[ESS]\t\n",
      known);
  read_network_list(
      "network id / ssid / bssid / flags\n"
      "0\tVilla \\\"K\\\"\tany\t[CURRENT]\n",
      known);

  CHECK(has(known, SecretKind::ssid, "Nachbar \xe2\x98"));
  CHECK(has(known, SecretKind::ssid, "Villa \"K\""));
  CHECK(known.size() == 2);
}

TEST_CASE("people have accounts, services do not count") {
  std::vector<Known> known;
  read_accounts(
      "root:x:0:0::/root:/bin/sh\notto:x:1000:1000:Otto:/home/otto:/bin/sh\n"
      "nobody:x:65534:65534::/:/bin/false\nbroken\n",
      known);

  CHECK(known == std::vector<Known>{{SecretKind::account, "otto"}});
}
