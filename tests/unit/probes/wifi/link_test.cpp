#include "probes/wifi/link.hpp"

#include <catch2/catch.hpp>

#include "tests/support/fake_radio.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

using namespace soundcheck;
using test::measured;
using test::presence;

namespace {

WifiLink good_link() {
  WifiLink link;
  link.interface_name = "wlan0";
  link.associated = true;
  link.ssid = "Home of Alice";
  link.bssid = "02:00:00:aa:bb:cc";
  link.signal_dbm = -60;
  link.signal_average_dbm = -58;
  link.frequency_mhz = 5180;
  link.tx_packets = 1000;
  link.tx_retries = 50;
  return link;
}

Result<Verdict> check(Result<WifiLink> link, Profile::Wifi limits = {}) {
  test::FakeRadio radio(std::move(link));
  test::Steps steps;
  return test::run(wifi::check_link(radio, limits, steps));
}

}  // namespace

TEST_CASE("a strong, clean link passes with its numbers") {
  const auto verdict = check(good_link());

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->summary == "associated");
  CHECK(presence(*verdict, "wifi.not_associated") == Presence::absent);
  CHECK(presence(*verdict, "wifi.weak_signal") == Presence::absent);
  CHECK(presence(*verdict, "wifi.high_retries") == Presence::absent);
  CHECK(measured(*verdict, "signal") == -58);
  CHECK(measured(*verdict, "frequency") == 5180);
  CHECK(measured(*verdict, "retries").value() == Approx(4.76).margin(0.01));
}

TEST_CASE("no word of the verdict tells which network it is") {
  auto weak = good_link();
  weak.signal_average_dbm = -88;

  for (const auto& link : {good_link(), weak}) {
    const auto verdict = check(link);

    REQUIRE(verdict);
    CHECK(!test::tells(*verdict, "Alice"));
    CHECK(!test::tells(*verdict, "aa:bb"));
  }
}

TEST_CASE("a weak signal fails the link probe and reports the level") {
  auto link = good_link();
  link.signal_average_dbm = -76;

  const auto verdict = check(link);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "wifi.weak_signal") == Presence::present);
  CHECK(verdict->summary ==
        "associated, but the signal is too weak (-76 dBm, limit -75 dBm)");
}

TEST_CASE("the limit itself is still good") {
  auto link = good_link();
  link.signal_average_dbm = -75;

  const auto verdict = check(link);

  REQUIRE(verdict);
  CHECK(presence(*verdict, "wifi.weak_signal") == Presence::absent);
}

TEST_CASE("without an average the last signal counts") {
  auto link = good_link();
  link.signal_average_dbm.reset();
  link.signal_dbm = -90;

  const auto verdict = check(link);

  REQUIRE(verdict);
  CHECK(measured(*verdict, "signal") == -90);
  CHECK(presence(*verdict, "wifi.weak_signal") == Presence::present);
}

TEST_CASE("a driver that gives no signal level leaves it unknown") {
  auto link = good_link();
  link.signal_dbm.reset();
  link.signal_average_dbm.reset();

  const auto verdict = check(link);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(presence(*verdict, "wifi.weak_signal") == Presence::unknown);
  CHECK(!measured(*verdict, "signal"));
}

TEST_CASE("many retries fail the link probe") {
  auto link = good_link();
  link.tx_retries = 400;  // of 1400 transmissions: 28.6 %

  const auto verdict = check(link);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "wifi.high_retries") == Presence::present);
}

TEST_CASE("few packets or no counters leave the retries unknown") {
  auto few = good_link();
  few.tx_packets = 199;
  few.tx_retries = 199;
  auto none = good_link();
  none.tx_retries.reset();
  auto zero = good_link();
  zero.tx_packets = 0;
  Profile::Wifi no_minimum;
  no_minimum.min_packets = 0;

  const auto few_packets = check(few);
  const auto no_counter = check(none);
  const auto no_packets = check(zero, no_minimum);

  for (const auto& verdict : {few_packets, no_counter, no_packets}) {
    REQUIRE(verdict);
    CHECK(verdict->outcome == Outcome::passed);
    CHECK(presence(*verdict, "wifi.high_retries") == Presence::unknown);
    CHECK(!measured(*verdict, "retries"));
  }
}

TEST_CASE("without an association the rest is unknown, not healthy") {
  WifiLink link;
  link.interface_name = "wlan0";

  const auto verdict = check(link);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "wifi.not_associated") == Presence::present);
  CHECK(presence(*verdict, "wifi.weak_signal") == Presence::unknown);
  CHECK(presence(*verdict, "wifi.high_retries") == Presence::unknown);
}

TEST_CASE("an association without keys is no link") {
  auto link = good_link();
  link.authorized = false;

  const auto verdict = check(link);

  REQUIRE(verdict);
  CHECK(presence(*verdict, "wifi.not_associated") == Presence::present);
  CHECK(test::finding(*verdict, "wifi.not_associated").evidence ==
        "associated, but without keys");
  link.authorized = true;
  CHECK(check(link)->outcome == Outcome::passed);
}

TEST_CASE("a board without Wi-Fi says so") {
  const auto verdict = check(Error(Errc::unsupported, "no wireless interface"));

  REQUIRE(!verdict);
  CHECK(verdict.error() ==
        Error(Errc::unsupported,
              "reading the Wi-Fi link: no wireless interface"));
}
