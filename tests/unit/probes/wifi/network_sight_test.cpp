#include "probes/wifi/network_sight.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace std::chrono_literals;
using wifi::fits;
using wifi::sight_of;

namespace {

AccessPoint heard(std::string ssid,
                  int dbm,
                  std::chrono::milliseconds age = 1s,
                  std::string bssid = "02:00:00:00:00:01") {
  AccessPoint one;
  one.ssid = std::move(ssid);
  one.bssid = std::move(bssid);
  one.signal_dbm = dbm;
  one.age = age;
  return one;
}

std::vector<WantedNetwork> home() {
  WantedNetwork network;
  network.ssid = "home";
  return {network};
}

AccessPoint wants(std::vector<KeyManagement> keys,
                  bool possible = false,
                  bool required = false) {
  AccessPoint one;
  one.security = {std::move(keys), possible, required};
  return one;
}

}  // namespace

TEST_CASE("our access points come strongest first") {
  const auto sight = sight_of({heard("home", -70), heard("other", -30),
                               heard("home", -50), heard("", -20)},
                              10s, home(), {});

  REQUIRE(sight.ours.size() == 2);
  CHECK(sight.ours[0].signal_dbm == -50);
  CHECK(sight.heard == 4);
  CHECK(!sight.renamed);
}

TEST_CASE("what is older is lost, and tells how loud it was") {
  const auto sight = sight_of(
      {heard("home", -84, 20s), heard("home", -60, 28s), heard("other", -30)},
      10s, home(), {"", -40, 25s});

  CHECK(sight.ours.empty());
  CHECK(sight.heard == 1);
  CHECK(sight.last_signal_dbm == -84);
}

TEST_CASE("a level in the log that is younger than the last scan counts") {
  const auto sight = sight_of({heard("home", -30, 200s)}, 10s, home(),
                              {"02:00:00:00:00:01", -85, 15s});

  CHECK(sight.last_signal_dbm == -85);
}

TEST_CASE("what the log knows of the lost one counts when the radio forgot") {
  const auto sight = sight_of({}, 10s, home(), {"02:00:00:00:00:01", -55, 20s});

  CHECK(sight.last_signal_dbm == -55);
  CHECK(!sight.renamed);
}

TEST_CASE("our access point under another name was renamed") {
  const auto now = heard("upstairs", -50);

  CHECK(sight_of({now}, 10s, home(), {"02:00:00:00:00:01", -50, 20s}).renamed);
  CHECK(sight_of({heard("home", -50, 20s), now}, 10s, home(), {}).renamed);
  CHECK(!sight_of({now}, 10s, home(), {"02:00:00:00:00:02", -50, 20s}).renamed);
  CHECK(!sight_of({heard("", -50)}, 10s, home(), {"02:00:00:00:00:01", {}, {}})
             .renamed);
}

TEST_CASE("a network of another security does not fit") {
  const WifiSecurity wpa2{{KeyManagement::psk}, false, false};
  const WifiSecurity mixed{
      {KeyManagement::psk, KeyManagement::sae}, true, false};

  CHECK(fits(wpa2, wants({KeyManagement::psk})));
  CHECK(fits(wpa2, wants({KeyManagement::psk, KeyManagement::sae}, true)));
  CHECK(!fits(wpa2, wants({KeyManagement::sae}, true, true)));
  CHECK(!fits(wpa2, wants({KeyManagement::enterprise})));
  CHECK(fits(mixed, wants({KeyManagement::sae}, true, true)));
}

TEST_CASE("protected management frames must be possible on both sides") {
  const WifiSecurity without{{KeyManagement::psk}, false, false};
  const WifiSecurity insisting{{KeyManagement::psk}, true, true};

  CHECK(!fits(without, wants({KeyManagement::psk}, true, true)));
  CHECK(!fits(insisting, wants({KeyManagement::psk})));
  CHECK(fits(insisting, wants({KeyManagement::psk}, true, true)));
}

TEST_CASE("a security that is not understood is not blamed") {
  const WifiSecurity wpa2{{KeyManagement::psk}, false, false};

  CHECK(fits(wpa2, wants({KeyManagement::other})));
  CHECK(
      fits({{KeyManagement::open}, false, false}, wants({KeyManagement::wep})));
}

TEST_CASE("security is told in the words of routers") {
  CHECK(wifi::describe({{KeyManagement::sae}, true, true}) ==
        "WPA3 (SAE), protected management frames required");
  CHECK(wifi::describe(
            {{KeyManagement::psk, KeyManagement::sae}, false, false}) ==
        "WPA2 (PSK) or WPA3 (SAE), no protected management frames");
}
