#include "probes/board/linux/uboot_slots.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/probes/board/forged_environment.hpp"

using namespace soundcheck;

namespace {

SlotsState told(const std::vector<std::string>& variables,
                SlotsState state = {}) {
  const auto copy = test::single_copy(variables);
  tell_slots(read_uboot_environment({copy}, test::forged_bytes), state);
  return state;
}

}  // namespace

TEST_CASE("the boot order names the slots, and the first is wanted") {
  const auto state = told({"BOOT_ORDER=B A", "BOOT_A_LEFT=3", "BOOT_B_LEFT=2"});

  CHECK(state.wanted == "B");
  CHECK(state.primary == "B");
  REQUIRE(state.slots.size() == 2);
  for (const auto& slot : state.slots) {
    CHECK(slot.bootable);
    CHECK(slot.boot_state == BootState::good);
  }
  CHECK(state.slots[0].name == "A");
  CHECK(state.slots[0].attempts_left == 3u);
  CHECK(state.slots[1].attempts_left == 2u);
  CHECK(state.update == UpdateState::unknown);
}

TEST_CASE("a slot without attempts is bad, and the next one is tried") {
  const auto state = told({"BOOT_ORDER=B A", "BOOT_A_LEFT=a", "BOOT_B_LEFT=0"});

  CHECK(state.wanted == "B");
  CHECK(state.primary == "A");
  CHECK(state.slots[0].boot_state == BootState::good);
  CHECK(state.slots[0].attempts_left == 10u);
  CHECK(state.slots[1].boot_state == BootState::bad);
}

TEST_CASE("a slot that the order does not name is marked bad") {
  const auto state = told({"BOOT_ORDER=A", "BOOT_A_LEFT=3", "BOOT_B_LEFT=0"});

  CHECK(state.wanted == "A");
  REQUIRE(state.slots.size() == 2);
  CHECK(state.slots[1].name == "B");
  CHECK(state.slots[1].boot_state == BootState::bad);
}

TEST_CASE("attempts that cannot be read leave the slot unknown") {
  const auto state = told({"BOOT_ORDER=A B", "BOOT_A_LEFT=many"});

  CHECK(state.wanted == "A");
  CHECK(state.primary.empty());
  REQUIRE(state.slots.size() == 2);
  for (const auto& slot : state.slots) {
    CHECK(!slot.attempts_left);
    CHECK(slot.boot_state == BootState::unknown);
  }
}

TEST_CASE("a count of attempts without a value is none") {
  const auto state = told({"BOOT_ORDER=B A", "BOOT_A_LEFT=3", "BOOT_B_LEFT"});

  CHECK(state.wanted == "B");
  REQUIRE(state.slots.size() == 2);
  for (const auto& slot : state.slots) {
    const bool read = slot.name == "A";
    CHECK(slot.attempts_left.has_value() == read);
    CHECK(slot.boot_state == (read ? BootState::good : BootState::unknown));
  }
}

TEST_CASE("without an order nothing is wanted and nothing is judged") {
  const auto state = told({"BOOT_A_LEFT=3"});

  CHECK(state.wanted.empty());
  REQUIRE(state.slots.size() == 1);
  CHECK(state.slots[0].attempts_left == 3u);
  CHECK(state.slots[0].boot_state == BootState::unknown);
}

TEST_CASE("slots that are known already are not added again") {
  SlotsState known;
  slot_named(known, "B").device = "/dev/mmcblk0p3";
  slot_named(known, "appfs.0");

  const auto state = told({"BOOT_ORDER=A B", "BOOT_B_LEFT=1"}, known);

  REQUIRE(state.slots.size() == 3);
  CHECK(state.slots[0].device == "/dev/mmcblk0p3");
  CHECK(state.slots[0].boot_state == BootState::good);
  CHECK(!state.slots[1].bootable);
  CHECK(state.slots[1].boot_state == BootState::unknown);
}

TEST_CASE("SWUpdate's words become states") {
  const auto [variable, expected] = GENERATE(table<const char*, UpdateState>({
      {"ustate=0", UpdateState::ok},
      {"ustate=1", UpdateState::installed},
      {"ustate=2", UpdateState::testing},
      {"ustate=3", UpdateState::failed},
      {"ustate=4", UpdateState::ok},
      {"ustate=5", UpdateState::error},
      {"ustate=6", UpdateState::ok},
      {"ustate=7", UpdateState::in_progress},
      {"ustate=8", UpdateState::unknown},
      {"ustate=", UpdateState::unknown},
      {"ustate=-1", UpdateState::unknown},
      {"recovery_status=in_progress", UpdateState::in_progress},
      {"recovery_status=progress", UpdateState::in_progress},
      {"recovery_status=failed", UpdateState::error},
  }));

  CAPTURE(variable);
  CHECK(told({variable}).update == expected);
}

TEST_CASE(
    "Mender tells the partition that starts, and whether it is on trial") {
  const auto trial = told({"mender_boot_part=3", "mender_boot_part_hex=3",
                           "upgrade_available=1", "bootcount=1"});
  CHECK(trial.wanted == "3");
  CHECK(trial.primary == "3");
  REQUIRE(trial.slots.size() == 1);
  CHECK(trial.slots[0].name == "3");
  CHECK(trial.slots[0].bootable);
  CHECK(trial.slots[0].boot_state == BootState::unknown);
  CHECK(trial.update == UpdateState::testing);

  const auto confirmed = told({"mender_boot_part=2", "upgrade_available=0"});
  CHECK(confirmed.wanted == "2");
  CHECK(confirmed.update == UpdateState::ok);

  CHECK(told({"upgrade_available=1"}).update == UpdateState::unknown);
  CHECK(told({"mender_boot_part="}).slots.empty());
}
