#include "probes/board/linux/slots_files.hpp"

#include <catch2/catch.hpp>
#include <chrono>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/probes/board/forged_environment.hpp"

using namespace soundcheck;

namespace {

constexpr std::int64_t now_unix_s = 1'800'000'000;

struct Fixture {
  Fixture() {
    kernel.time = [] {
      KernelTime time;
      time.wall_unix_s = now_unix_s;
      return Result<KernelTime>(time);
    };
    folder.write("proc/cmdline", "quiet rauc.slot=A\n");
    folder.write("proc/uptime", "61.50 20.11\n");
  }
  void rauc(std::string_view bootloader) {
    folder.write("etc/rauc/system.conf",
                 "[system]\nbootloader=" + std::string(bootloader) +
                     "\n"
                     "data-directory=/data/rauc\n"
                     "[slot.rootfs.0]\nbootname=A\n"
                     "device=/dev/mmcblk0p2\n"
                     "[slot.rootfs.1]\nbootname=B\n"
                     "device=/dev/mmcblk0p3\n");
  }
  void environment(const std::vector<std::string>& variables) {
    folder.write("etc/fw_env.config", "/boot/env 0 100\n");
    folder.write("boot/env", test::single_copy(variables));
  }
  void status(std::string_view text, std::chrono::seconds age) {
    using namespace std::chrono;
    const auto file = folder.write("data/rauc/central.raucs", text);
    const sys_seconds written{seconds(now_unix_s) - age};
    std::filesystem::last_write_time(file, file_clock::from_sys(written));
  }
  Result<SlotsState> state() {
    SlotsFiles slots(worker, BoardRoot(folder.path()), kernel);
    return test::run(slots.state());
  }

  test::TemporaryFolder folder;
  KernelCalls kernel;
  Worker worker;
};

}  // namespace

TEST_CASE("RAUC, its status file and U-Boot's environment come together") {
  Fixture f;
  f.rauc("uboot");
  f.environment({"BOOT_ORDER=A B", "BOOT_A_LEFT=3", "BOOT_B_LEFT=0"});
  f.status("[slot.rootfs.1]\nstatus=pending\n", std::chrono::hours(2));

  const auto state = f.state();

  REQUIRE(state);
  CHECK(state->booted == "A");
  CHECK(state->wanted == "A");
  CHECK(state->primary == "A");
  CHECK(state->bootloader == "uboot");
  CHECK(state->full_attempts == 3u);
  CHECK(state->uptime_s == 61.5);
  CHECK(state->environment_unread.empty());
  REQUIRE(state->environment);
  CHECK(state->environment->copies == 1);
  CHECK(state->environment->wrong == 0);
  REQUIRE(state->slots.size() == 2);
  CHECK(state->slots[1].boot_state == BootState::bad);
  CHECK(state->slots[1].status == SlotStatus::pending);
  CHECK(state->status_age_s == 7200);
}

TEST_CASE("without a word of the boot loader the root device names the slot") {
  Fixture f;
  f.rauc("grub");
  f.folder.write("dev/mmcblk0p3", "");
  std::filesystem::create_directories(f.folder.path() /
                                      "dev/disk/by-partlabel");
  std::filesystem::create_symlink(
      "../../mmcblk0p3", f.folder.path() / "dev/disk/by-partlabel/root-b");

  f.folder.write("proc/cmdline", "root=PARTLABEL=root-b\n");
  CHECK(f.state().value().booted == "B");
  f.folder.write("proc/cmdline", "root=/dev/mmcblk0p2\n");
  CHECK(f.state().value().booted == "A");
  f.folder.write("proc/cmdline", "root=/dev/nfs\n");
  CHECK(f.state().value().booted.empty());
  f.folder.write("proc/cmdline", "root=/dev/mmcblk0p2 rauc.slot=B\n");
  CHECK(f.state().value().booted == "B");
}

TEST_CASE("Mender's slot that runs is the partition of the root file system") {
  Fixture f;
  f.environment({"mender_boot_part=12", "upgrade_available=0"});

  f.folder.write("proc/cmdline", "root=/dev/mmcblk0p12\n");
  CHECK(f.state().value().booted == "12");
  f.folder.write("proc/cmdline", "root=/dev/mmcblk0p2\n");
  CHECK(f.state().value().booted.empty());
}

TEST_CASE("a clock that runs behind tells no age") {
  Fixture f;
  f.rauc("uboot");
  f.status("[slot.rootfs.1]\nstatus=pending\n", std::chrono::seconds(-5));

  const auto state = f.state();

  REQUIRE(state);
  CHECK(state->slots[1].status == SlotStatus::pending);
  CHECK(!state->status_age_s);
}

TEST_CASE("U-Boot's environment is enough, and so is RAUC") {
  Fixture f;
  SECTION("the environment of a board without RAUC") {
    f.environment({"ustate=3"});
    const auto state = f.state();
    REQUIRE(state);
    CHECK(state->update == UpdateState::failed);
    CHECK(state->bootloader.empty());
    CHECK(!state->full_attempts);
    CHECK(state->slots.empty());
  }
  SECTION("RAUC beside another boot loader") {
    f.rauc("grub");
    const auto state = f.state();
    REQUIRE(state);
    CHECK(state->bootloader == "grub");
    CHECK(state->wanted.empty());
    CHECK(!state->environment);
    CHECK(state->environment_unread.empty());
    REQUIRE(state->slots.size() == 2);
    CHECK(state->slots[0].boot_state == BootState::unknown);
  }
}

TEST_CASE("what keeps the environment from being read is told") {
  Fixture f;
  SECTION("beside RAUC, with all that RAUC recorded") {
    f.rauc("uboot");
    f.folder.write("etc/fw_env.config", "/dev/mmcblk0 0 100\n");
    const auto state = f.state();
    REQUIRE(state);
    CHECK(state->environment_unread == "/dev/mmcblk0: not there");
    CHECK(state->slots.size() == 2);
  }
  SECTION("RAUC needs one that nobody configured") {
    f.rauc("uboot");
    CHECK(f.state().value().environment_unread ==
          "/etc/fw_env.config: not there");
  }
  SECTION("alone, as an error") {
    f.folder.write("etc/fw_env.config", "x\n");
    CHECK(f.state().error().code == Errc::parse);
  }
}

TEST_CASE("a board with neither has no slots to be asked for") {
  Fixture f;

  CHECK(f.state().error() ==
        Error(Errc::unsupported,
              "neither RAUC's system.conf nor /etc/fw_env.config is there"));
}

TEST_CASE("files of RAUC that cannot be read are errors with their line") {
  Fixture f;
  SECTION("its configuration") {
    f.folder.write("usr/lib/rauc/system.conf", "[\n");
    CHECK(f.state().error() ==
          Error(Errc::parse, "/usr/lib/rauc/system.conf:1: must be [group]"));
  }
  SECTION("its status") {
    f.rauc("uboot");
    f.status("status=ok\n", std::chrono::seconds(0));
    CHECK(f.state().error() ==
          Error(Errc::parse,
                "/data/rauc/central.raucs:1: belongs to no [group]"));
  }
}
