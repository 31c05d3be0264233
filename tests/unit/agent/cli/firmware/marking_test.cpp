#include "agent/cli/firmware/marking.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace soundcheck::cli;
using Words = std::vector<std::string>;

namespace {

/// A speaker's files, with programs in /usr/bin.
struct Board {
  void program(const std::string& name) const {
    folder.write("usr/bin/" + name, "");
    ::chmod((folder.path() / "usr/bin" / name).c_str(), 0755);
  }
  Result<Words> command() const {
    return marking_command(folder.path(), "/sbin:/usr/bin");
  }
  test::TemporaryFolder folder;
};

}  // namespace

TEST_CASE("RAUC marks by itself where its program and its slots are") {
  const Board board;
  board.program("rauc");
  board.folder.write("etc/rauc/system.conf", "[system]\n");

  CHECK(board.command().value() == Words{"rauc", "status", "mark-good"});
}

TEST_CASE(
    "without RAUC the running slot gets its attempts from U-Boot's tool") {
  const Board board;
  board.folder.write("etc/rauc/system.conf", "[system]\n");
  board.folder.write("etc/fw_env.config", "/dev/mtd1 0 0x1000\n");
  board.folder.write("proc/cmdline", "console=ttyS0 rauc.slot=B\n");
  board.program("fw_setenv");

  CHECK(board.command().value() == Words{"fw_setenv", "BOOT_B_LEFT", "3"});
}

TEST_CASE("a slot that is not told, or is no name, marks nothing") {
  const Board board;
  board.folder.write("etc/fw_env.config", "/dev/mtd1 0 0x1000\n");
  board.program("fw_setenv");
  for (const auto* line : {"console=ttyS0\n", "rauc.slot=A;B\n"}) {
    board.folder.write("proc/cmdline", line);
    CHECK(board.command().error().code == Errc::unsupported);
  }
}

TEST_CASE("a board with neither is told what to do") {
  const Board board;
  board.folder.write("etc/fw_env.config", "/dev/mtd1 0 0x1000\n");

  const auto error = board.command().error();

  CHECK(error.code == Errc::unsupported);
  CHECK(error.what.find("--command") != std::string::npos);
}

TEST_CASE("the marking program gets its words as they are, and no shell") {
  const test::TemporaryFolder folder;
  const auto file = (folder.path() / "a b;c").string();

  REQUIRE(run_marking({"touch", file}));

  CHECK(std::filesystem::exists(file));
}

TEST_CASE("a marking program that fails, or is not there, is an error") {
  CHECK(run_marking({"false"}).error().what == "false: exit status 1");
  CHECK(run_marking({"no-such-program", "x"}).error().what ==
        "no-such-program: cannot be started: No such file or directory");
}
