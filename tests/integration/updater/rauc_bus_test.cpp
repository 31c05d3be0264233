// RAUC's answers over a real D-Bus.

#include "probes/board/linux/rauc_bus.hpp"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <unistd.h>

#include "tests/integration/updater/private_bus.hpp"
#include "tests/integration/updater/rauc_replies.hpp"
#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using namespace soundcheck::test;
using namespace std::chrono_literals;

TEST_CASE("RAUC's word reaches the slots") {
  const PrivateBus bus;
  const RaucService service(serve_well);
  auto state = two_slots();

  REQUIRE(ask(state, patience));

  REQUIRE(state.updater);
  CHECK(!state.updater->installing);
  CHECK(state.updater->last_error == "a word of RAUC");
  CHECK(state.booted == "A");
  CHECK(state.primary == "A");
  CHECK(state.wanted == "A");
  REQUIRE(state.slots.size() == 2);
  CHECK(state.slots[0].boot_state == BootState::good);
  CHECK(state.slots[0].activated_unix_s == 1725616274);
  CHECK(state.slots[1].boot_state == BootState::bad);
  CHECK(state.slots[1].status == SlotStatus::pending);
  CHECK(state.slots[1].sha256 == "b14c1457");
  CHECK(state.slots[1].size_bytes == 419'430'400u);
  CHECK(state.slots[1].installed_unix_s == 1725616273);
}

TEST_CASE("while RAUC installs it is asked for nothing else") {
  const PrivateBus bus;
  const RaucService service([](sd_bus_message* call, sd_bus*) {
    if (is(call, "GetAll"))
      tell_properties(call, "installing");
    else
      _exit(1);
  });
  auto state = two_slots();

  REQUIRE(ask(state, patience));

  REQUIRE(state.updater);
  CHECK(state.updater->installing);
  CHECK(state.updater->percent == 46u);
  untouched(state);
}

TEST_CASE("without the boot loader's word no slot is called bad") {
  const PrivateBus bus;
  const RaucService service([](sd_bus_message* call, sd_bus* connection) {
    if (is(call, "GetPrimary"))
      refuse(call);
    else
      serve_well(call, connection);
  });
  auto state = two_slots();

  REQUIRE(ask(state, patience));

  CHECK(state.slots[1].sha256 == "b14c1457");
  CHECK(state.slots[1].boot_state == BootState::unknown);
  CHECK(state.primary.empty());
}

TEST_CASE("a refusal is told in RAUC's words") {
  const PrivateBus bus;
  const RaucService service([](sd_bus_message* call, sd_bus*) {
    if (is(call, "GetAll"))
      tell_properties(call, "idle");
    else
      refuse(call);
  });
  auto state = two_slots();

  const auto asked = ask(state, patience);

  REQUIRE(!asked);
  CHECK(
      asked.error() ==
      Error(Errc::io, "GetSlotStatus: already processing a different method"));
  CHECK(state.updater);
  untouched(state);
}

TEST_CASE("Debian's own RAUC answers so, too") {
  const PrivateBus bus;
  const TemporaryFolder folder;
  const auto backend = folder.write("backend",
                                    "#!/bin/sh\n"
                                    "case \"$1 $2\" in\n"
                                    "  get-primary*) echo A ;;\n"
                                    "  'get-state A') echo good ;;\n"
                                    "  *) echo bad ;;\n"
                                    "esac\n");
  std::filesystem::permissions(backend, std::filesystem::perms::owner_all);
  const auto root = folder.path().string();
  folder.write("rauc/central.raucs",
               "[slot.rootfs.1]\nstatus=ok\nsha256=b14c1457\nsize=7\n");
  const auto config =
      folder.write("system.conf",
                   "[system]\ncompatible=test\nbootloader=custom\n"
                   "data-directory=" +
                       root +
                       "/rauc\n"
                       "[handlers]\nbootloader-custom-backend=" +
                       backend.string() + "\n[slot.rootfs.0]\ndevice=" + root +
                       "/a\nbootname=A\n[slot.rootfs.1]\ndevice=" + root +
                       "/b\nbootname=B\n");
  const Child rauc([&] {
    const int log = open((root + "/rauc.log").c_str(),
                         O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    dup2(log, STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    execlp("rauc", "rauc", ("--conf=" + config.string()).c_str(),
           "--override-boot-slot=A", "service", nullptr);
  });
  wait_for_rauc();
  auto state = two_slots();

  const auto asked = ask(state, patience);

  CAPTURE(asked);
  REQUIRE(asked);
  REQUIRE(state.updater);
  CHECK(!state.updater->installing);
  CHECK(state.updater->last_error.empty());
  CHECK(state.booted == "A");
  CHECK(state.primary == "A");
  CHECK(state.slots[0].boot_state == BootState::good);
  CHECK(state.slots[1].boot_state == BootState::bad);
  CHECK(state.slots[1].status == SlotStatus::ok);
  CHECK(state.slots[1].sha256 == "b14c1457");
  CHECK(state.slots[1].size_bytes == 7u);
}
