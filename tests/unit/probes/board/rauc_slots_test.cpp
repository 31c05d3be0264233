#include "probes/board/linux/rauc_slots.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;

namespace {

constexpr std::string_view two_slots =
    "[slot.rootfs.0]\n"
    "device=/dev/mmcblk0p2\n"
    "bootname=A\n"
    "[slot.rootfs.1]\n"
    "device=/dev/mmcblk0p3\n"
    "bootname=B\n"
    "[slot.appfs.1]\n"
    "device=/dev/mmcblk0p5\n"
    "parent=rootfs.1\n";

struct Told {
  explicit Told(const std::string& system)
      : status_file(
            tell_slots_of_rauc("[system]\n" + system + std::string(two_slots),
                               "conf",
                               state)
                .value()) {}

  SlotsState state;
  std::string status_file;
};

}  // namespace

TEST_CASE("slots of RAUC go by the boot loader's names, others by their own") {
  const auto state = Told("bootloader=uboot\n[keyring]\npath=x\n").state;

  CHECK(state.bootloader == "uboot");
  REQUIRE(state.slots.size() == 3);
  CHECK(state.slots[0].name == "A");
  CHECK(state.slots[0].updater_name == "rootfs.0");
  CHECK(state.slots[0].device == "/dev/mmcblk0p2");
  CHECK(state.slots[0].bootable);
  CHECK(state.slots[1].name == "B");
  CHECK(state.slots[2].name == "appfs.1");
  CHECK(!state.slots[2].bootable);
}

TEST_CASE("the full number of attempts is known unless updates have more") {
  const auto full = [](const std::string& system) {
    return Told(system).state.full_attempts;
  };
  CHECK(full("") == 3u);
  CHECK(full("boot-attempts=5\n") == 5u);
  CHECK(full("boot-attempts=0\n") == 3u);
  CHECK(full("boot-attempts-primary=1\n") == 3u);
  CHECK(!full("boot-attempts-primary=4\n"));
  CHECK(!full("boot-attempts=2\n"));
}

TEST_CASE("the status file is where system.conf says") {
  const auto file = [](const std::string& system) {
    return Told(system).status_file;
  };
  CHECK(file("data-directory=/data/rauc\n") == "/data/rauc/central.raucs");
  CHECK(file("statusfile=/data/status\n") == "/data/status");
  CHECK(file("statusfile=/data/status\ndata-directory=/data/rauc\n") ==
        "/data/status");
  CHECK(file("").empty());
  CHECK(file("statusfile=per-slot\n").empty());
}

TEST_CASE("what RAUC recorded of a slot reaches it") {
  auto state = Told("").state;

  REQUIRE(
      tell_status_of_rauc("[slot.rootfs.0]\n"
                          "status=ok\n"
                          "sha256=b14c1457\n"
                          "size=419430400\n"
                          "installed.timestamp=2024-09-06T09:51:13Z\n"
                          "installed.count=3\n"
                          "activated.timestamp=2024-09-06T09:51:14Z\n"
                          "[slot.rootfs.1]\n"
                          "status=pending\n"
                          "installed.timestamp=yesterday\n"
                          "[slot.appfs.1]\n"
                          "status=failed\n"
                          "[slot.other.0]\n"
                          "status=failed\n"
                          "[other]\n"
                          "status=failed\n",
                          "status", state));

  REQUIRE(state.slots.size() == 3);
  const auto& a = state.slots[0];
  CHECK(a.status == SlotStatus::ok);
  CHECK(a.sha256 == "b14c1457");
  CHECK(a.size_bytes == 419430400u);
  CHECK(a.installed_unix_s == 1725616273);
  CHECK(a.activated_unix_s == 1725616274);
  CHECK(state.slots[1].status == SlotStatus::pending);
  CHECK(!state.slots[1].installed_unix_s);
  CHECK(!state.slots[1].size_bytes);
  CHECK(state.slots[2].status == SlotStatus::failed);
}

TEST_CASE("a slot that was marked bad after its activation was wanted still") {
  const auto [boot_state, status, wanted] =
      GENERATE(table<BootState, SlotStatus, const char*>({
          {BootState::bad, SlotStatus::ok, "B"},
          {BootState::bad, SlotStatus::pending, "A"},
          {BootState::good, SlotStatus::ok, "A"},
          {BootState::unknown, SlotStatus::ok, "A"},
      }));
  auto state = Told("").state;
  state.wanted = "A";
  state.slots[0].activated_unix_s = 1;
  state.slots[1].activated_unix_s = 2;
  state.slots[1].boot_state = boot_state;
  state.slots[1].status = status;

  settle_wanted_slot(state);

  CHECK(state.wanted == wanted);
}

TEST_CASE("files that cannot be read are told with their line") {
  SlotsState state;
  CHECK(tell_slots_of_rauc("x", "conf", state).error().what ==
        "conf:1: must be key=value");
  CHECK(tell_status_of_rauc("[\n", "status", state).error().what ==
        "status:1: must be [group]");
}

TEST_CASE("timestamps are what RAUC writes, and nothing else") {
  CHECK(unix_seconds("1970-01-01T00:00:00Z") == 0);
  CHECK(unix_seconds("2024-02-29T23:59:59Z") == 1709251199);
  for (const std::string bad :
       {"", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z",
        "2026-01-01 00:00:00Z", "2026-01-01T00:00:00+", "2026-01-01T0a:00:00Z",
        "2026-01-01T00:00:00Zx", "-026-01-01T00:00:00Z"}) {
    CAPTURE(bad);
    CHECK(!unix_seconds(bad));
  }
}
