#include "tests/unit/probes/firmware/slots_fixture.hpp"

using namespace soundcheck;
using soundcheck::test::check;
using soundcheck::test::finding;
using soundcheck::test::healthy;
using soundcheck::test::only;
using soundcheck::test::presence;

TEST_CASE("damage to the boot environment is told by what is left of it") {
  const auto [environment, damaged, lost] =
      GENERATE(table<BootEnvironment, Presence, Presence>({
          {{2, 1, 0}, Presence::present, Presence::absent},
          {{2, 1, 1}, Presence::absent, Presence::absent},
          {{2, 2, 0}, Presence::present, Presence::present},
          {{2, 2, 1}, Presence::present, Presence::present},
          {{2, 2, 2}, Presence::present, Presence::present},
          {{1, 1, 0}, Presence::present, Presence::present},
      }));
  auto state = healthy();
  state.environment = environment;

  const auto verdict = check(state);

  CAPTURE(environment.copies, environment.wrong, environment.blank);
  REQUIRE(verdict);
  CHECK(presence(*verdict, "firmware.boot_env_damaged") == damaged);
  CHECK(presence(*verdict, "firmware.boot_env_lost") == lost);
}

TEST_CASE("a damaged copy is told with how many there are") {
  auto state = healthy();
  state.environment = BootEnvironment{2, 1, 0};

  const auto verdict = check(state);

  REQUIRE(verdict);
  only(*verdict, "firmware.boot_env_damaged");
  CHECK(verdict->summary ==
        "1 of 2 copies of the boot environment with a wrong CRC");
}

TEST_CASE("an environment that was never written matters to RAUC only") {
  SlotsState state;
  state.environment = BootEnvironment{1, 1, 1};

  auto verdict = check(state);
  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presence(*verdict, "firmware.boot_env_lost") == Presence::unknown);

  state.bootloader = "uboot";
  verdict = check(state);
  REQUIRE(verdict);
  CHECK(presence(*verdict, "firmware.boot_env_lost") == Presence::present);
}

TEST_CASE("what the board should tell and does not leaves the verdict open") {
  auto state = healthy();
  SECTION("the environment cannot be read") {
    state.environment.reset();
    state.environment_unread = "/dev/mmcblk0: Permission denied";
    state.wanted = state.primary = "";
    for (auto& one : state.slots) {
      one.attempts_left.reset();
      one.boot_state = BootState::unknown;
    }
    CHECK(finding(check(state).value(), "firmware.boot_env_lost").evidence ==
          "/dev/mmcblk0: Permission denied");
  }
  SECTION("the boot loader does not say which slot runs") {
    state.booted = "";
  }
  SECTION("the other slot's attempts cannot be read") {
    state.slots[1].boot_state = BootState::unknown;
  }
  SECTION("the wanted slot's attempts cannot be read") {
    state.wanted = "B";
    state.slots[1].boot_state = BootState::unknown;
  }

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
}

TEST_CASE("what a board of this kind cannot tell leaves nothing open") {
  auto state = healthy();
  SECTION("GRUB's choice is its own") {
    state.bootloader = "grub";
    state.environment.reset();
    state.wanted = state.primary = "";
    for (auto& one : state.slots) {
      one.attempts_left.reset();
      one.boot_state = BootState::unknown;
    }
  }
  SECTION("there is one slot only") {
    state.slots.pop_back();
  }
  SECTION("no status is recorded") {
    for (auto& one : state.slots)
      one.status = SlotStatus::unknown;
  }

  const auto verdict = check(state);

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
}

TEST_CASE("slots that cannot be asked for are an error with the step") {
  CHECK(check(Error(Errc::unsupported, "x")).error() ==
        Error(Errc::unsupported, "reading the slots: x"));
}
