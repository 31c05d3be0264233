#include "probes/wifi/air_picture.hpp"

#include <catch2/catch.hpp>

#include "tests/support/verdicts.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
using wifi::AirPicture;
using wifi::AirWindow;
using wifi::findings_of;
using wifi::window_between;

// Forged numbers: no simulated air has these faults.

namespace {

ChannelUse use(std::uint64_t active,
               std::uint64_t busy,
               std::uint64_t receive,
               std::uint64_t transmit) {
  return {2437, -92, active, busy, receive, transmit};
}

/// A good link on a quiet channel, of which the driver tells everything.
AirPicture good() {
  AirPicture picture;
  picture.link.associated = true;
  picture.link.signal_dbm = -55;
  picture.link.frequency_mhz = 2437;
  picture.link.tx_packets = 1000;
  picture.link.tx_retries = 50;
  picture.link.ack_signal_dbm = -58;
  picture.link.chain_signals_dbm = {-55, -58};
  picture.link.power_save = false;
  picture.noise_dbm = -92;
  picture.windows = {{20, 2}, {22, 3}, {18, 1}, {25, 2}, {21, 2}};
  picture.load_percent = 20;
  picture.bluetooth_links = 0;
  picture.router_rtt = 3ms;
  return picture;
}

/// The findings that are present.
std::vector<std::string> named(const AirPicture& picture) {
  std::vector<std::string> ids;
  for (const auto& finding : findings_of(picture, Profile::Wifi())) {
    if (finding.presence == Presence::present)
      ids.push_back(finding.id);
  }
  return ids;
}

Presence presence(const AirPicture& picture, const std::string& id) {
  for (const auto& finding : findings_of(picture, Profile::Wifi())) {
    if (finding.id == id)
      return finding.presence;
  }
  throw std::logic_error("no finding " + id);
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("two looks at a channel give the use between them") {
  const auto window =
      window_between(use(1000, 500, 100, 50), use(1400, 800, 180, 70));

  CHECK(window.busy == 75);
  CHECK(window.foreign == 50);
}

TEST_CASE("counters that stand still, go back or changed channel give none") {
  auto other_channel = use(1400, 800, 180, 70);
  other_channel.frequency_mhz = 2462;
  auto no_split = use(1400, 800, 180, 70);
  no_split.receive_ms.reset();

  CHECK(!window_between(use(1000, 5, 1, 1), use(1000, 9, 1, 1)).busy);
  CHECK(!window_between(use(1000, 9, 1, 1), use(1400, 5, 1, 1)).busy);
  CHECK(!window_between(use(1000, 5, 1, 1), use(900, 5, 1, 1)).busy);
  CHECK(!window_between(use(1000, 5, 1, 1), other_channel).busy);
  CHECK(!window_between({}, {}).busy);
  const auto window = window_between(use(1000, 500, 100, 50), no_split);
  CHECK(window.busy == 75);
  CHECK(!window.foreign);
}

TEST_CASE("a good link on a quiet channel has nothing wrong with it") {
  CHECK(named(good()).empty());
  for (const auto& finding : findings_of(good(), Profile::Wifi()))
    CHECK(finding.presence == Presence::absent);
}

TEST_CASE("a channel busy with no Wi-Fi is disturbed") {
  auto picture = good();
  picture.windows = {{80, 50}, {75, 45}, {20, 2}, {85, 60}, {22, 1}};

  CHECK(named(picture) == Names{"wifi.interference"});
}

TEST_CASE("two bad windows of five are no finding") {
  auto picture = good();
  picture.windows = {{80, 50}, {20, 2}, {20, 2}, {85, 60}, {22, 1}};

  CHECK(named(picture).empty());
}

TEST_CASE("a channel busy with Wi-Fi is congested") {
  auto picture = good();
  picture.windows = {{80, 5}, {75, 5}, {90, 6}, {85, 6}, {72, 1}};

  CHECK(named(picture) == Names{"wifi.congestion"});
}

TEST_CASE("without a survey the access point's own count has to do") {
  auto picture = good();
  picture.windows.clear();
  picture.load_percent = 85;

  CHECK(named(picture) == Names{"wifi.congestion"});
  CHECK(presence(picture, "wifi.interference") == Presence::unknown);
}

TEST_CASE("quiet here, busy there, and much repeated: somebody is not heard") {
  auto picture = good();
  picture.load_percent = 60;
  picture.link.tx_retries = 400;

  CHECK(named(picture) == Names{"wifi.hidden_node"});
}

TEST_CASE("a weak acknowledgement or a deaf antenna is a weak way up") {
  auto weak = good();
  weak.link.ack_signal_dbm = -80;
  auto deaf = good();
  deaf.link.chain_signals_dbm = {-55, -72};

  CHECK(named(weak) == Names{"wifi.weak_uplink"});
  CHECK(named(deaf) == Names{"wifi.weak_uplink"});
}

TEST_CASE("Bluetooth in the same band is suspected when nothing else is") {
  auto picture = good();
  picture.bluetooth_links = 1;
  CHECK(named(picture).empty());
  picture.link.tx_retries = 400;

  CHECK(named(picture) == Names{"wifi.bluetooth"});
  picture.link.frequency_mhz = 5180;
  CHECK(named(picture).empty());
}

TEST_CASE("a sleeping radio answers late") {
  auto picture = good();
  picture.link.power_save = true;
  CHECK(named(picture).empty());
  picture.router_rtt = 180ms;

  CHECK(named(picture) == Names{"wifi.power_save_delay"});
  picture.link.power_save = false;
  CHECK(named(picture).empty());
}

TEST_CASE("a weak signal hides what else is wrong") {
  auto picture = good();
  picture.link.signal_dbm = -80;
  picture.windows = {{80, 50}, {75, 45}, {80, 42}, {85, 60}, {72, 41}};

  CHECK(named(picture).empty());
  CHECK(presence(picture, "wifi.interference") == Presence::unknown);
  CHECK(presence(picture, "wifi.congestion") == Presence::unknown);
}

TEST_CASE("what the driver does not tell is unknown, not healthy") {
  AirPicture picture;
  picture.link.associated = true;

  CHECK(!picture.tells_anything());
  for (const auto& finding : findings_of(picture, Profile::Wifi()))
    CHECK(finding.presence == Presence::unknown);
  picture.link.signal_dbm = -50;
  for (const auto& finding : findings_of(picture, Profile::Wifi()))
    CHECK(finding.presence == Presence::unknown);
}
