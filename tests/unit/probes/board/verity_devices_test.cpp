#include "probes/board/linux/verity_devices.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using State = VerityDevice::State;

namespace {

struct Fixture {
  test::TemporaryFolder root;
  KernelCalls kernel;

  Fixture() {
    root.write("sys/block/mmcblk0/dev", "179:0\n");
    root.write("sys/block/dm-0/dm/uuid", "CRYPT-LUKS2-abc-data\n");
    root.write("sys/block/dm-0/dm/name", "data\n");
    root.write("sys/block/dm-0/dev", "254:0\n");
    root.write("sys/block/dm-7/dm/uuid", "CRYPT-VERITY-0123-root\n");
    root.write("sys/block/dm-7/dm/name", "root\n");
    root.write("sys/block/dm-7/dev", "254:7\n");
    answer("V");
  }
  void answer(const Result<std::string>& status) {
    kernel.verity_status = [status](unsigned major,
                                    unsigned minor) -> Result<std::string> {
      CHECK(major == 254);
      CHECK(minor == 7);
      return status;
    };
  }
  VerityDevice only() const {
    const auto devices =
        VerityDevices(BoardRoot(root.path()), kernel).devices();
    REQUIRE(devices);
    REQUIRE(devices->size() == 1);
    CHECK((*devices)[0].name == "root");
    return (*devices)[0];
  }
};

}  // namespace

TEST_CASE("a board without dm-verity has no such devices") {
  const test::TemporaryFolder root;

  const auto devices =
      VerityDevices(BoardRoot(root.path()), KernelCalls()).devices();

  REQUIRE(devices);
  CHECK(devices->empty());
}

TEST_CASE("the kernel's V and C are intact and corrupt") {
  Fixture f;
  CHECK(f.only().state == State::intact);

  f.answer(std::string("V 17"));  // with error correction, 6.10 and later
  CHECK(f.only().state == State::intact);

  f.answer(std::string("C"));
  CHECK(f.only().state == State::corrupt);
}

TEST_CASE("who may not ask the device mapper does not know") {
  Fixture f;
  f.answer(Error(Errc::denied, "the device mapper: Permission denied"));

  CHECK(f.only().state == State::unknown);
  CHECK(f.only().why_unknown == "the device mapper: Permission denied");
}

TEST_CASE("what the kernel has never said is not believed") {
  Fixture f;
  f.answer(std::string("?"));
  CHECK(f.only().state == State::unknown);
  CHECK(f.only().why_unknown == "the kernel says \"?\"");

  f.root.write("sys/block/dm-7/dev", "two hundred\n");
  CHECK(f.only().why_unknown == "it has no device number");
}
