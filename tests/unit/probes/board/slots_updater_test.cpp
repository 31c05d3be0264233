// How the word of an updater and the files come together.

#include <catch2/catch.hpp>

#include "probes/board/linux/slots_files.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/probes/board/forged_environment.hpp"

using namespace soundcheck;

namespace {

struct Fixture {
  Fixture() {
    folder.write("proc/cmdline", "quiet\n");
    up("100.00");
  }
  void rauc() {
    folder.write("etc/rauc/system.conf",
                 "[system]\nbootloader=uboot\n"
                 "data-directory=/data/rauc\n"
                 "[slot.rootfs.0]\nbootname=A\n"
                 "[slot.rootfs.1]\nbootname=B\n");
    folder.write("data/rauc/central.raucs",
                 "[slot.rootfs.1]\nstatus=ok\nsha256=00\n");
  }
  void environment(const std::vector<std::string>& variables) {
    folder.write("etc/fw_env.config", "/boot/env 0 100\n");
    folder.write("boot/env", test::single_copy(variables));
  }
  void up(const std::string& seconds) {
    folder.write("proc/uptime", seconds + " 20.11\n");
  }
  SlotsState state() { return test::run(slots.state()).value(); }

  test::TemporaryFolder folder;
  Worker worker;
  Result<void> said{};
  std::function<void(SlotsState&)> say = [](SlotsState&) {};
  int asked = 0;
  SlotsFiles slots{worker, BoardRoot(folder.path()), KernelCalls(),
                   [this](std::stop_token, SlotsState& state) {
                     ++asked;
                     say(state);
                     return said;
                   }};
};

/// What is known of B by all means but its attempts.
void say_all(SlotsState& state) {
  state.booted = "B";
  state.wanted = state.primary = "B";
  for (auto& slot : state.slots)
    slot.boot_state = BootState::good;
  state.slots[1].sha256 = "ff";
  state.updater.emplace();
}

}  // namespace

TEST_CASE("an updater's word stands over its file") {
  Fixture f;
  f.rauc();
  f.say = say_all;

  const auto state = f.state();

  CHECK(state.slots[1].sha256 == "ff");
  CHECK(state.slots[1].status == SlotStatus::ok);
  CHECK(state.booted == "B");
  CHECK(state.wanted == "B");
  CHECK(state.updater);
  CHECK(state.updater_silent.empty());
}

TEST_CASE("the boot loader's environment and the kernel have the last word") {
  Fixture f;
  f.rauc();
  f.environment({"BOOT_ORDER=A B", "BOOT_A_LEFT=2", "BOOT_B_LEFT=0"});
  f.folder.write("proc/cmdline", "rauc.slot=A\n");
  f.say = say_all;

  const auto state = f.state();

  CHECK(state.booted == "A");
  CHECK(state.wanted == "A");
  CHECK(state.primary == "A");
  CHECK(state.slots[0].attempts_left == 2u);
  CHECK(state.slots[1].boot_state == BootState::bad);
}

TEST_CASE(
    "an updater that keeps silent is told, one that is not there is not") {
  Fixture f;
  f.rauc();
  SECTION("it hangs") {
    f.said = Error(Errc::timeout, "GetAll: timeout");
    CHECK(f.state().updater_silent == "GetAll: timeout");
  }
  SECTION("nobody has its name") {
    f.said = Error(Errc::unsupported, "GetAll: no such name");
    CHECK(f.state().updater_silent.empty());
  }
  CHECK(f.state().slots[1].sha256 == "00");
}

TEST_CASE("without RAUC on the board nobody is asked") {
  Fixture f;
  f.environment({"ustate=3"});

  CHECK(f.state().update == UpdateState::failed);
  CHECK(f.asked == 0);
}

TEST_CASE("an installation is timed from when it was first seen") {
  Fixture f;
  f.rauc();
  std::uint64_t percent = 40;
  bool installing = true;
  f.say = [&](SlotsState& state) {
    state.updater.emplace();
    state.updater->installing = installing;
    state.updater->percent = percent;
  };
  const auto seen_for = [&] { return f.state().updater->installing_for_s; };

  CHECK(seen_for() == 0);
  f.up("400.00");
  CHECK(seen_for() == 300);
  SECTION("until it ends") {
    installing = false;
    CHECK(!seen_for());
    installing = true;
    CHECK(seen_for() == 0);
  }
  SECTION("until another begins") {
    percent = 39;
    CHECK(seen_for() == 0);
  }
}

TEST_CASE("a slot that is being installed was not rolled back") {
  Fixture f;
  f.rauc();
  f.environment({"BOOT_ORDER=A", "BOOT_A_LEFT=3", "BOOT_B_LEFT=0"});
  f.folder.write("data/rauc/central.raucs",
                 "[slot.rootfs.1]\nstatus=ok\n"
                 "activated.timestamp=2026-01-01T00:00:00Z\n");
  bool installing = true;
  f.say = [&](SlotsState& state) {
    state.updater.emplace();
    state.updater->installing = installing;
  };

  CHECK(f.state().wanted == "A");
  installing = false;
  CHECK(f.state().wanted == "B");
}
