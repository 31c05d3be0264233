#include "probes/firmware/slots.hpp"

#include "tests/unit/probes/firmware/slots_fixture.hpp"

using namespace soundcheck;
using soundcheck::test::check;
using soundcheck::test::finding;
using soundcheck::test::healthy;
using soundcheck::test::measured;
using soundcheck::test::only;
using soundcheck::test::presence;
using soundcheck::test::slot;

TEST_CASE("a confirmed slot with another beside it passes") {
  const auto verdict = check(healthy());

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->summary ==
        "slot A runs, B can take over, the boot environment is sound");
  CHECK(verdict->findings.size() == test::all_findings.size());
  for (const auto& id : test::all_findings)
    CHECK(presence(*verdict, id) == Presence::absent);
  CHECK(measured(*verdict, "attempts_left_a") == 3);
  CHECK(measured(*verdict, "attempts_left_b") == 3);
  CHECK(measured(*verdict, "boot_env_copies") == 2);
  CHECK(measured(*verdict, "boot_env_wrong") == 0);
}

TEST_CASE("numbers tell which slot runs, starts next and can be started") {
  auto state = healthy();
  state.wanted = state.primary = "B";
  state.slots = {slot("A", 3), slot("B", 3), slot("C", 0)};
  state.slots[1].status = SlotStatus::pending;
  state.slots[1].installed_unix_s = 1'764'000'000;
  state.slots[2].status = SlotStatus::failed;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(measured(*verdict, "running_a") == 1);
  CHECK(measured(*verdict, "next_b") == 1);
  CHECK(measured(*verdict, "good_a") == 1);
  CHECK(measured(*verdict, "good_b") == 1);
  CHECK(measured(*verdict, "good_c") == 0);
  CHECK(measured(*verdict, "written_a") == 2);
  CHECK(measured(*verdict, "written_b") == 1);
  CHECK(measured(*verdict, "written_c") == 0);
  CHECK(measured(*verdict, "installed_b") == 1'764'000'000);
  CHECK(measured(*verdict, "attempts_full") == 3);
  for (const auto* untold : {"running_b", "next_a", "installed_a"})
    CHECK_FALSE(measured(*verdict, untold));
}

TEST_CASE("a slot that is not started, or of which nothing is told, has none") {
  auto state = healthy();
  state.booted = state.primary = "";
  state.full_attempts.reset();
  for (auto& one : state.slots) {
    one.attempts_left.reset();
    one.boot_state = BootState::unknown;
    one.status = SlotStatus::unknown;
  }
  state.slots.push_back(slot("rescue", 0));
  state.slots.back().attempts_left.reset();
  state.slots.back().bootable = false;
  state.environment.reset();

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->measurements.empty());
}

TEST_CASE("the wanted slot without attempts left was rolled back") {
  auto state = healthy();
  state.booted = state.primary = "B";
  state.slots = {slot("A", 0), slot("B", 3)};

  const auto verdict = check(state);

  REQUIRE(verdict);
  only(*verdict, "firmware.rolled_back");
  CHECK(verdict->summary ==
        "slot B runs in place of the wanted one: slot A has no attempts left");
}

TEST_CASE("the wanted slot that was marked bad was rolled back") {
  auto state = healthy();
  state.wanted = "B";
  state.slots[1].boot_state = BootState::bad;

  const auto verdict = check(state);

  REQUIRE(verdict);
  only(*verdict, "firmware.rolled_back");
  CHECK(verdict->summary ==
        "slot A runs in place of the wanted one: slot B is marked bad");
}

TEST_CASE("SWUpdate's word that the new software failed is enough") {
  SlotsState state;
  state.environment = BootEnvironment{1, 0, 0};
  state.update = UpdateState::failed;

  const auto verdict = check(state);

  REQUIRE(verdict);
  only(*verdict, "firmware.rolled_back");
}

TEST_CASE("an update that waits for the next start is no fault") {
  auto state = healthy();
  state.wanted = state.primary = "B";

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->summary ==
        "slot A runs, B starts next, the boot environment is sound");
  CHECK(finding(*verdict, "firmware.rolled_back").evidence ==
        "slot A runs, and after the next start: slot B is good");
  // The running one is the one to fall back to then.
  CHECK(finding(*verdict, "firmware.fallback_bad").evidence ==
        "slot A is good");
}

TEST_CASE("a bad slot that nobody wanted leaves nothing to fall back to") {
  auto state = healthy();
  state.slots = {slot("A", 3), slot("B", 0), slot("C", 3)};

  const auto verdict = check(state);

  REQUIRE(verdict);
  only(*verdict, "firmware.fallback_bad");
  CHECK(verdict->summary == "slot B has no attempts left");
}

TEST_CASE("after a rollback the running slot is judged as what is left") {
  auto state = healthy();
  state.booted = "B";
  state.slots = {slot("A", 0), slot("B", 0)};
  state.full_attempts.reset();

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(presence(*verdict, "firmware.rolled_back") == Presence::present);
  CHECK(presence(*verdict, "firmware.fallback_bad") == Presence::present);
}

TEST_CASE("a slot that is just being written is not called bad") {
  auto state = healthy();
  state.slots[1] = slot("B", 0);
  state.slots[1].status = SlotStatus::pending;
  state.status_age_s = 300;

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(presence(*verdict, "firmware.fallback_bad") == Presence::unknown);
  CHECK(finding(*verdict, "firmware.update_stuck").evidence ==
        "an update runs, or was broken off, for 300 s (limit 3600 s): slot B");
}

TEST_CASE("a slot that is being written for too long is stuck") {
  auto state = healthy();
  state.slots[1] = slot("B", 0);
  state.slots[1].status = SlotStatus::pending;
  state.status_age_s = 3601;

  const auto verdict = check(state);

  REQUIRE(verdict);
  only(*verdict, "firmware.update_stuck");
}

TEST_CASE("an update that failed is told with its slot") {
  auto state = healthy();
  Slot app;
  app.name = "appfs.1";
  app.status = SlotStatus::failed;
  state.slots.push_back(app);

  const auto verdict = check(state);

  REQUIRE(verdict);
  only(*verdict, "firmware.update_stuck");
  CHECK(verdict->summary == "the last update failed: slot appfs.1");
}

TEST_CASE("without a time nobody knows whether an update still runs") {
  auto state = healthy();
  SECTION("RAUC, with a clock that is behind") {
    state.slots[1].status = SlotStatus::pending;
    state.status_age_s.reset();
  }
  SECTION("SWUpdate") {
    state.update = UpdateState::in_progress;
  }

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(presence(*verdict, "firmware.update_stuck") == Presence::unknown);
}

TEST_CASE("an update that SWUpdate broke off is stuck") {
  auto state = healthy();
  state.update = UpdateState::error;

  const auto verdict = check(state);

  REQUIRE(verdict);
  only(*verdict, "firmware.update_stuck");
}

TEST_CASE("a slot that nobody confirms is told after ten minutes") {
  auto state = healthy();
  state.slots[0] = slot("A", 2);

  state.uptime_s = 600;
  auto verdict = check(state);
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);

  state.uptime_s = 601;
  verdict = check(state);
  REQUIRE(verdict);
  only(*verdict, "firmware.boot_unconfirmed");
  CHECK(verdict->summary == "up for 601 s (limit 600 s), 2 of 3 attempts left");
}

TEST_CASE("SWUpdate's test that does not end is told after ten minutes") {
  SlotsState state;
  state.environment = BootEnvironment{1, 0, 0};
  state.update = UpdateState::testing;
  state.uptime_s = 700;

  const auto verdict = check(state);

  REQUIRE(verdict);
  only(*verdict, "firmware.boot_unconfirmed");
}

TEST_CASE("what a confirmed slot has may not be known") {
  auto state = healthy();
  state.slots[0] = slot("A", 1);
  state.full_attempts.reset();

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, "firmware.boot_unconfirmed") == Presence::unknown);
}
