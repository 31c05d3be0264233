// What an updater that could be asked adds to what it recorded.

#include "tests/unit/probes/firmware/slots_fixture.hpp"

using namespace soundcheck;
using soundcheck::test::check;
using soundcheck::test::finding;
using soundcheck::test::healthy;
using soundcheck::test::only;
using soundcheck::test::presence;

namespace {

SlotsState half_written() {
  auto state = healthy();
  state.slots[1].status = SlotStatus::pending;
  state.slots[1].boot_state = BootState::bad;
  state.status_age_s = 60;
  state.updater.emplace();
  return state;
}

SlotsState installing() {
  auto state = healthy();
  state.slots[1].boot_state = BootState::bad;
  state.updater.emplace();
  state.updater->installing = true;
  state.updater->percent = 46;
  state.updater->installing_for_s = 60;
  return state;
}

}  // namespace

TEST_CASE("an updater at rest changes nothing") {
  auto state = healthy();
  state.updater.emplace();

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
}

TEST_CASE("half-written and nobody at it is stuck, an hour or not") {
  auto state = half_written();
  state.updater->last_error =
      "Failed updating slot rootfs.1: No space left on device";

  const auto verdict = check(state);

  REQUIRE(verdict);
  only(*verdict, "firmware.update_stuck");
  CHECK(verdict->summary ==
        "half-written, and nobody is at it: slot B: Failed updating slot "
        "rootfs.1: No space left on device");
}

TEST_CASE("a slot that is being installed is neither bad nor stuck") {
  const auto verdict = check(installing());

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(presence(*verdict, "firmware.fallback_bad") == Presence::unknown);
  CHECK(finding(*verdict, "firmware.fallback_bad").evidence ==
        "being written: slot B");
  CHECK(presence(*verdict, "firmware.update_stuck") == Presence::unknown);
  CHECK(finding(*verdict, "firmware.update_stuck").evidence ==
        "an installation runs, 46 % done, for 60 s (limit 3600 s)");
}

TEST_CASE("an installation that does not end is stuck") {
  auto state = installing();
  SECTION("since it was first seen") {
    state.updater->installing_for_s = 3601;
  }
  SECTION("since it was recorded") {
    state.slots[1].status = SlotStatus::pending;
    state.status_age_s = 3601;
  }

  const auto verdict = check(state);

  REQUIRE(verdict);
  only(*verdict, "firmware.update_stuck");
}

TEST_CASE("an update that was refused before it wrote anything left all well") {
  auto state = healthy();
  state.updater.emplace();
  state.updater->last_error = "signature verification failed";

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(finding(*verdict, "firmware.update_stuck").evidence ==
        "the last update left no slot half-written: signature verification "
        "failed");
}

TEST_CASE("what an updater says leaves the board without places") {
  auto state = half_written();
  state.updater->last_error =
      "  Failed to download\nhttps://me@192.168.1.5/home.raucb: connect to "
      "192.168.1.5 or fe80::1 of updates.example.com: /data/x: slot rootfs.1:";

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(finding(*verdict, "firmware.update_stuck").evidence ==
        "half-written, and nobody is at it: slot B: Failed to download ... "
        "connect to ... or ... of ... ... slot rootfs.1:");
}

TEST_CASE("an updater that is silent is told, and the records stand") {
  auto state = healthy();
  state.updater_silent = "GetAll: Connection timed out";

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(finding(*verdict, "firmware.update_stuck").evidence ==
        "no update is under way, and none failed; RAUC: GetAll: Connection "
        "timed out");
}
