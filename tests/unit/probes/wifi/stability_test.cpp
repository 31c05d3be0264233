#include "probes/wifi/stability.hpp"

#include <catch2/catch.hpp>

#include "tests/support/fake_connection_log.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
using test::event_at;
using test::presence;
using Kind = ConnectionEvent::Kind;

namespace {

const std::string near_ap = "02:00:00:aa:bb:cc";
const std::string other_ap = "02:00:00:dd:ee:ff";

class FakeRadio final : public Radio {
 public:
  Task<WifiLink> link() override { co_return link_; }
  Task<RadioState> state() override { co_return RadioState(); }
  Task<std::vector<AccessPoint>> heard() override { co_return heard_; }
  Task<ChannelUse> channel() override {
    co_return Error(Errc::unsupported, "the driver counts nothing");
  }

  Result<WifiLink> link_ = WifiLink();
  Result<std::vector<AccessPoint>> heard_ = std::vector<AccessPoint>();
};

AccessPoint access_point(std::string bssid, int dbm) {
  AccessPoint out;
  out.ssid = "Home of Alice";
  out.bssid = std::move(bssid);
  out.signal_dbm = dbm;
  out.age = 5s;
  return out;
}

/// An hour after boot, on an association that holds.
struct Scene {
  Scene() {
    clock.advance(1h - 1s);
    WifiLink link;
    link.associated = true;
    link.ssid = "Home of Alice";
    link.bssid = near_ap;
    link.signal_dbm = -55;
    link.connected_seconds = 3000;
    radio.link_ = link;
  }
  WifiLink& link() { return *radio.link_; }

  ConnectionEvent& add(Kind kind, std::chrono::seconds ago) {
    events.push_back(event_at(kind, clock.monotonic() - ago));
    events.back().bssid = near_ap;
    return events.back();
  }
  ConnectionEvent& farewell(std::chrono::seconds ago, int reason = 3) {
    auto& event = add(Kind::disconnected, ago);
    event.by_access_point = true;
    event.signal_dbm = -55;
    event.code = reason;
    return event;
  }
  Result<Verdict> run() {
    test::FakeConnectionLog log(events);
    test::Steps steps;
    return test::run(wifi::check_stability(radio, log, clock, steps));
  }
  Presence of(std::string_view id) { return presence(run().value(), id); }

  test::ManualClock clock;
  FakeRadio radio;
  std::vector<ConnectionEvent> events;
};

}  // namespace

TEST_CASE("a quiet day passes") {
  Scene scene;
  scene.add(Kind::watch_began, 3600s);
  scene.add(Kind::associated, 3590s).frequency_mhz = 2437;

  const auto verdict = scene.run();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->summary == "the association held");
  for (const auto& finding : verdict->findings)
    CHECK(finding.presence == Presence::absent);
  CHECK(test::measured(*verdict, "disconnections") == 0);
}

TEST_CASE("disconnections of the whole day are counted, too") {
  Scene scene;
  for (const int ago : {80'000, 4000, 300})
    scene.farewell(std::chrono::seconds(ago));

  const auto verdict = scene.run();

  REQUIRE(verdict);
  CHECK(test::measured(*verdict, "disconnections") == 1);
  CHECK(test::measured(*verdict, "disconnections_24h") == 3);
}

TEST_CASE("more than three farewells in ten minutes are a storm") {
  Scene scene;
  for (const int ago : {500, 400, 300})
    scene.farewell(std::chrono::seconds(ago));
  CHECK(scene.of("wifi.deauth_storm") == Presence::absent);

  scene.farewell(200s, 8);

  const auto verdict = scene.run();
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presence(*verdict, "wifi.deauth_storm") == Presence::present);
  CHECK(test::finding(*verdict, "wifi.deauth_storm").evidence ==
        "4 disconnections by the access point in 10 min at a good signal,"
        " reason 3, 8");
}

TEST_CASE("what does not make a storm") {
  Scene scene;
  const auto make_four = [&scene](auto change) {
    for (int i = 0; i < 4; ++i)
      change(scene.farewell(300s));
  };

  SECTION("a weak signal") {
    make_four([](ConnectionEvent& event) { event.signal_dbm = -68; });
  }
  SECTION("our own wish") {
    make_four([](ConnectionEvent& event) { event.by_access_point = false; });
  }
  SECTION("half an hour ago") {
    make_four([](ConnectionEvent& event) { event.monotonic -= 30min; });
  }
  SECTION("an access point that is full") {
    make_four([](ConnectionEvent& event) { event.code = 5; });
  }
  SECTION("a handshake that failed") {
    make_four([](ConnectionEvent& event) { event.code = 15; });
  }
  CHECK(scene.of("wifi.deauth_storm") == Presence::absent);
}

TEST_CASE("farewells of unknown signal, or after a wrong key, are unknown") {
  Scene scene;
  for (int i = 0; i < 4; ++i)
    scene.farewell(300s);

  SECTION("no signal") {
    for (auto& event : scene.events)
      event.signal_dbm.reset();
  }
  SECTION("a wrong key") {
    scene.add(Kind::key_failed, 250s);
  }
  CHECK(scene.of("wifi.deauth_storm") == Presence::unknown);
}

TEST_CASE("lost events leave unknown what was not seen, and keep what was") {
  Scene scene;
  scene.add(Kind::events_lost, 60s);
  scene.add(Kind::channel_switched, 30s).frequency_mhz = 2462;

  const auto verdict = scene.run();

  REQUIRE(verdict);
  CHECK(presence(*verdict, "wifi.channel_changed") == Presence::present);
  CHECK(presence(*verdict, "wifi.deauth_storm") == Presence::unknown);
  CHECK(presence(*verdict, "wifi.unprotected_deauth") == Presence::unknown);
  CHECK(presence(*verdict, "wifi.roam_ping_pong") == Presence::unknown);
  scene.events.pop_back();
  CHECK(scene.run()->outcome == Outcome::inconclusive);
}

TEST_CASE("two farewells that fail frame protection are forged") {
  Scene scene;
  scene.add(Kind::unprotected_deauthentication, 60s).code = 3;
  CHECK(scene.of("wifi.unprotected_deauth") == Presence::absent);
  scene.add(Kind::unprotected_deauthentication, 50s).code = 3;

  CHECK(scene.of("wifi.unprotected_deauth") == Presence::present);
}

TEST_CASE("an access point that has forgotten us is no attack") {
  Scene scene;
  scene.add(Kind::unprotected_deauthentication, 60s).code = 7;
  scene.add(Kind::unprotected_deauthentication, 59s).code = 6;

  CHECK(scene.of("wifi.unprotected_deauth") == Presence::absent);
}

TEST_CASE("an announced switch of channel is found") {
  Scene scene;
  scene.add(Kind::channel_switched, 60s).frequency_mhz = 2462;

  CHECK(scene.of("wifi.channel_changed") == Presence::present);
  CHECK(test::measured(scene.run().value(), "channel_changes") == 1);
}

TEST_CASE("an access point that comes back on another channel is found") {
  Scene scene;
  scene.add(Kind::associated, 3500s).frequency_mhz = 2437;
  scene.add(Kind::beacons_lost, 60s);
  scene.add(Kind::associated, 30s).frequency_mhz = 2462;
  CHECK(scene.of("wifi.channel_changed") == Presence::present);

  scene.events.back().frequency_mhz = 2437;
  CHECK(scene.of("wifi.channel_changed") == Presence::absent);

  scene.events.back().frequency_mhz = 2462;
  scene.events.back().bssid = other_ap;
  CHECK(scene.of("wifi.channel_changed") == Presence::absent);
}

TEST_CASE("a change of channel long ago is over") {
  Scene scene;
  scene.add(Kind::associated, 3500s).frequency_mhz = 2437;
  scene.add(Kind::channel_switched, 700s).frequency_mhz = 2462;
  scene.add(Kind::associated, 60s).frequency_mhz = 2462;

  CHECK(scene.of("wifi.channel_changed") == Presence::absent);
}

TEST_CASE("three roams in five minutes go back and forth") {
  Scene scene;
  scene.add(Kind::roamed, 400s);
  scene.add(Kind::roamed, 200s);
  scene.add(Kind::roamed, 100s);
  CHECK(scene.of("wifi.roam_ping_pong") == Presence::absent);

  scene.add(Kind::roamed, 50s);

  CHECK(scene.of("wifi.roam_ping_pong") == Presence::present);
}

TEST_CASE("a roam of more than two seconds is slow") {
  Scene scene;
  scene.add(Kind::disconnected, 100s);
  scene.add(Kind::roamed, 98s);
  CHECK(scene.of("wifi.roam_slow") == Presence::absent);

  scene.events.back().monotonic += 1ms;

  CHECK(scene.of("wifi.roam_slow") == Presence::present);
}

TEST_CASE("who stays with a weak access point beside a strong one sticks") {
  Scene scene;
  scene.link().signal_dbm = -80;
  scene.radio.heard_ =
      std::vector{access_point(near_ap, -80), access_point(other_ap, -68)};

  const auto verdict = scene.run();

  REQUIRE(verdict);
  CHECK(presence(*verdict, "wifi.sticky_access_point") == Presence::present);
  CHECK(test::measured(*verdict, "other_stronger_by") == 12);
  CHECK(!test::tells(*verdict, "Alice"));
  CHECK(!test::tells(*verdict, "aa:bb"));
}

TEST_CASE("who has no better access point does not stick") {
  Scene scene;
  scene.link().signal_dbm = -80;
  auto better = access_point(other_ap, -68);

  SECTION("not much better") {
    better.signal_dbm = -69;
  }
  SECTION("another network's") {
    better.ssid = "Bob's";
  }
  SECTION("not heard any more") {
    better.age = 61s;
  }
  SECTION("ours is good enough") {
    scene.link().signal_dbm = -70;
    better.signal_dbm = -40;
  }
  scene.radio.heard_ = std::vector{access_point(near_ap, -80), better};

  CHECK(scene.of("wifi.sticky_access_point") == Presence::absent);
}

TEST_CASE("a fresh association has had no time to stick") {
  Scene scene;
  scene.link().signal_dbm = -80;
  scene.link().connected_seconds = 29;
  scene.radio.heard_ = std::vector{access_point(other_ap, -50)};

  CHECK(scene.of("wifi.sticky_access_point") == Presence::unknown);
}

TEST_CASE("a driver that tells no levels leaves it unknown, and the rest not") {
  Scene scene;

  SECTION("of our own") {
    scene.link().signal_dbm.reset();
  }
  SECTION("not associated") {
    scene.link().associated = false;
  }
  SECTION("no list") {
    scene.radio.heard_ = Error(Errc::denied, "needs CAP_NET_ADMIN");
  }
  CHECK(scene.of("wifi.sticky_access_point") == Presence::unknown);
  CHECK(scene.run()->outcome == Outcome::passed);
}

TEST_CASE("without a radio or a watch nothing is said") {
  Scene scene;
  test::Steps steps;
  NoConnectionLog nobody;

  const auto unwatched =
      test::run(wifi::check_stability(scene.radio, nobody, scene.clock, steps));
  scene.radio.link_ = Error(Errc::unsupported, "no wireless interface");
  const auto wired = scene.run();

  REQUIRE(!unwatched);
  CHECK(unwatched.error().code == Errc::unsupported);
  REQUIRE(!wired);
  CHECK(wired.error().code == Errc::unsupported);
}
