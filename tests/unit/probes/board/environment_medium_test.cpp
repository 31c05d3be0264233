#include "probes/board/linux/environment_medium.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/probes/board/forged_environment.hpp"

using namespace soundcheck;

namespace {

struct Fixture {
  Result<std::optional<UbootEnvironment>> read(const std::string& config) {
    folder.write("etc/fw_env.config", config);
    return read_environment(BoardRoot(folder.path()));
  }
  void mtd(const std::string& file, const std::string& text) {
    folder.write("sys/class/mtd/mtd0/" + file, text);
  }

  test::TemporaryFolder folder;
  std::string copy = test::single_copy({"a=b"});
};

}  // namespace

TEST_CASE("a board without fw_env.config has no environment") {
  const test::TemporaryFolder folder;

  const auto environment = read_environment(BoardRoot(folder.path()));

  REQUIRE(environment);
  CHECK(!*environment);
}

TEST_CASE("the environment is read where the configuration says") {
  Fixture f;
  f.folder.write("dev/mmcblk0",
                 std::string(512, 'x') + f.copy + std::string(100, 'y'));

  for (const std::string place : {"0x200", "512", "-356"}) {
    CAPTURE(place);
    const auto environment = f.read("/dev/mmcblk0 " + place + " 0x100\n");
    REQUIRE(environment);
    REQUIRE(*environment);
    CHECK((*environment)->copies.wrong == 0);
    CHECK((*environment)->value("a") == "b");
  }
}

TEST_CASE("two copies in two files are told apart") {
  Fixture f;
  f.folder.write("boot/1", test::copy_of_two(1, {"a=1"}));
  f.folder.write("boot/2", test::copy_of_two(2, {"a=2"}).substr(0, 99));

  const auto environment = f.read("/boot/1 0 100\n/boot/2 0 100\n");

  REQUIRE(environment);
  CHECK((*environment)->copies.copies == 2);
  CHECK((*environment)->copies.wrong == 1);
  CHECK((*environment)->value("a") == "1");
}

TEST_CASE("an UBI volume is found by its name") {
  Fixture f;
  f.folder.write("sys/class/ubi/ubi0/volumes_count", "2\n");
  f.folder.write("sys/class/ubi/ubi0_0/name", "rootfs\n");
  f.folder.write("sys/class/ubi/ubi0_1/name", "env\n");
  f.folder.write("dev/ubi0_1", f.copy);

  CHECK(f.read("/dev/ubi0:env 0 100\n").value()->value("a") == "b");
  CHECK(f.read("/dev/ubi0_1 0 100\n").value()->value("a") == "b");
  CHECK(f.read("/dev/ubi0:none 0 100\n").error() ==
        Error(Errc::unsupported, "/dev/ubi0:none: no such volume"));
}

TEST_CASE("NAND is read only while it has no bad block") {
  Fixture f;
  f.folder.write("dev/mtd0", f.copy);
  const auto read = [&f] { return f.read("/dev/mtd0 0 100 20000 2\n"); };

  f.mtd("type", "nor\n");
  CHECK(read().value()->value("a") == "b");

  const Error moves(
      Errc::unsupported,
      "/dev/mtd0: NAND that may have bad blocks cannot be followed");
  f.mtd("type", "nand\n");
  CHECK(read().error() == moves);
  f.mtd("bad_blocks", "1\n");
  CHECK(read().error() == moves);
  f.mtd("bad_blocks", "0\n");
  CHECK(read().value()->value("a") == "b");
}

TEST_CASE("what is wrong is told with its file") {
  Fixture f;
  CHECK(f.read("x\n").error() ==
        Error(Errc::parse,
              "/etc/fw_env.config:1: must be a device, an offset "
              "and a size"));
  CHECK(f.read("/dev/none 0 100\n").error() ==
        Error(Errc::unsupported, "/dev/none: not there"));
  CHECK(f.read("/etc 0 100\n").error().code == Errc::io);
}
