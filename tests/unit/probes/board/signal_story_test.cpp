#include "probes/board/linux/signal_story.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace std::chrono_literals;
using Kind = ConnectionEvent::Kind;

namespace {

AccessPoint scanned(std::string bssid,
                    int dbm,
                    std::chrono::milliseconds age,
                    bool associated = false) {
  AccessPoint one;
  one.bssid = std::move(bssid);
  one.signal_dbm = dbm;
  one.age = age;
  one.associated = associated;
  one.frequency_mhz = 2437;
  return one;
}

ConnectionEvent told(const SignalStory& story, Kind kind, std::string bssid) {
  ConnectionEvent event;
  event.kind = kind;
  event.bssid = std::move(bssid);
  story.add_to(event);
  return event;
}

}  // namespace

TEST_CASE("an association is told with the level of its frames") {
  SignalStory story;
  story.take({scanned("a", -40, 90s, true), scanned("b", -60, 1s)}, 100s);
  story.hear("a", -52, 100s);

  const auto event = told(story, Kind::associated, "a");

  CHECK(story.bssid() == "a");
  CHECK(event.signal_dbm == -52);
  CHECK(event.frequency_mhz == 2437);
}

TEST_CASE("beacons that fail to come are of the access point we are at") {
  SignalStory story;
  story.take({scanned("a", -30, 900s, true)}, 100s);
  story.hear("a", -85, 100s);

  const auto event = told(story, Kind::beacons_lost, "");

  CHECK(event.bssid == "a");
  CHECK(event.signal_dbm == -85);
}

TEST_CASE("an association that has ended keeps the level of its last frames") {
  SignalStory story;
  story.take({scanned("a", -30, 900s, true)}, 100s);
  story.hear("a", -85, 100s);
  story.take({scanned("a", -30, 902s)}, 102s);

  const auto event = told(story, Kind::disconnected, "a");

  CHECK(story.bssid().empty());
  CHECK(event.signal_dbm == -85);
  CHECK(!event.frequency_mhz);
}

TEST_CASE("a scan that is later than the last frames knows better") {
  SignalStory story;
  story.take({scanned("a", -30, 900s, true)}, 100s);
  story.hear("a", -85, 100s);
  story.take({scanned("a", -50, 2s)}, 110s);

  CHECK(told(story, Kind::disconnected, "a").signal_dbm == -50);
}

TEST_CASE("another access point has its own level, or none") {
  SignalStory story;
  story.take({scanned("a", -30, 1s, true), scanned("b", -70, 5s)}, 100s);
  story.hear("a", -35, 100s);

  CHECK(told(story, Kind::rejected, "b").signal_dbm == -70);
  CHECK(!told(story, Kind::rejected, "c").signal_dbm);
}

TEST_CASE("a driver without levels of its frames leaves those of the scan") {
  SignalStory story;
  story.take({scanned("a", -47, 20s, true)}, 100s);

  CHECK(told(story, Kind::associated, "a").signal_dbm == -47);
}

TEST_CASE("of an access point on two channels the later one counts") {
  SignalStory story;
  story.take({scanned("a", -40, 60s), scanned("a", -70, 2s)}, 100s);

  CHECK(told(story, Kind::disconnected, "a").signal_dbm == -70);
}
