#include "probes/board/linux/firmware_files.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

namespace {

Result<FirmwareIdentity> identity_of(const test::TemporaryFolder& folder) {
  FirmwareFiles firmware(BoardRoot(folder.path()));
  return test::run(firmware.identity());
}

}  // namespace

TEST_CASE("the image's version goes before that of the distribution") {
  test::TemporaryFolder folder;
  folder.write("etc/os-release", "ID=a\nVERSION_ID=1\nIMAGE_VERSION=1.5\n");
  folder.write("usr/lib/os-release", "ID=b\nVERSION_ID=2\n");

  const auto identity = identity_of(folder);

  REQUIRE(identity);
  CHECK(identity->os_id == "a");
  CHECK(identity->version == "1.5");
}

TEST_CASE("os-release may lie in /usr/lib only") {
  test::TemporaryFolder folder;
  folder.write("usr/lib/os-release", "ID=b\nVERSION_ID=2\nBUILD_ID=77\n");

  const auto identity = identity_of(folder);

  REQUIRE(identity);
  CHECK(identity->version == "2");
  CHECK(identity->build_id == "77");
}

TEST_CASE("the model comes from the device tree, else from DMI") {
  test::TemporaryFolder folder;
  folder.write("sys/class/dmi/id/product_name", "Box 3 \n");
  CHECK(identity_of(folder).value().model == "Box 3");

  folder.write("sys/firmware/devicetree/base/model", std::string("Tune\0", 5));
  CHECK(identity_of(folder).value().model == "Tune");
}

TEST_CASE("kernel, boot id and slot are read") {
  test::TemporaryFolder folder;
  folder.write("proc/sys/kernel/osrelease", "6.1.1\n");
  folder.write("proc/sys/kernel/random/boot_id", "abc\n");
  folder.write("proc/cmdline", "quiet rauc.slot=B\n");

  const auto identity = identity_of(folder);

  REQUIRE(identity);
  CHECK(identity->kernel == "6.1.1");
  CHECK(identity->boot_id == "abc");
  CHECK(identity->running_slot == "B");
}

TEST_CASE("a board that says nothing has an empty identity") {
  const test::TemporaryFolder folder;

  const auto identity = identity_of(folder);

  REQUIRE(identity);
  CHECK(identity->version.empty());
  CHECK(identity->model.empty());
  CHECK(identity->running_slot.empty());
}

TEST_CASE("a file that cannot be read or is garbled is an error") {
  test::TemporaryFolder folder;
  SECTION("garbled") {
    folder.write("etc/os-release", "ID\n");
    CHECK(identity_of(folder).error() ==
          Error(Errc::parse, "/etc/os-release:1: must be NAME=value"));
  }
  SECTION("unreadable") {
    folder.write("proc/cmdline/a", "reading fails");
    CHECK(identity_of(folder).error() ==
          Error(Errc::io, "/proc/cmdline: Is a directory"));
  }
}
