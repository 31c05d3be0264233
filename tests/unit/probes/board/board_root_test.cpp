#include "probes/board/linux/board_root.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

TEST_CASE("files are read below the root and told by the board's name") {
  test::TemporaryFolder folder;
  folder.write("proc/a", "text\n");
  const BoardRoot root(folder.path());

  CHECK(root.read("/proc/a").value() == "text\n");
  CHECK(root.read_required("/proc/a").value() == "text\n");
  CHECK(root.path("/proc/a") == folder.path() / "proc/a");
}

TEST_CASE("a file that is not there is absent, or unsupported when required") {
  test::TemporaryFolder folder;
  folder.write("file", "");
  const BoardRoot root(folder.path());

  CHECK(root.read("/proc/b").value() == std::nullopt);
  CHECK(root.read("/file/below").value() == std::nullopt);
  CHECK(root.read_required("/proc/b").error() ==
        Error(Errc::unsupported, "/proc/b: not there"));
}

TEST_CASE("what cannot be read as a file is an io error") {
  test::TemporaryFolder folder;
  folder.write("proc/a", "");
  const BoardRoot root(folder.path());

  CHECK(root.read("/proc").error() == Error(Errc::io, "/proc: Is a directory"));
}

TEST_CASE("a pipe nobody writes to does not hang the daemon") {
  test::TemporaryFolder folder;
  REQUIRE(mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);

  CHECK(BoardRoot(folder.path()).read("/pipe").value() == "");
}

TEST_CASE("a file without end is refused") {
  test::TemporaryFolder folder;
  folder.write("long", std::string((1u << 20) + 1, 'x'));

  CHECK(BoardRoot(folder.path()).read("/long").error() ==
        Error(Errc::parse, "/long: longer than 1 MiB"));
}

TEST_CASE("a directory is listed in order, one that is not there is empty") {
  test::TemporaryFolder folder;
  folder.write("sys/b", "");
  folder.write("sys/a", "");
  const BoardRoot root(folder.path());

  CHECK(root.list("/sys").value() == std::vector<std::string>{"a", "b"});
  CHECK(root.list("/none").value().empty());
}

TEST_CASE("a part is read from an offset, also one from the end") {
  test::TemporaryFolder folder;
  folder.write("dev/disk", "0123456789");
  const BoardRoot root(folder.path());

  CHECK(root.read_part("/dev/disk", 2, 3).value() == "234");
  CHECK(root.read_part("/dev/disk", -4, 2).value() == "67");
  CHECK(root.read_part("/dev/disk", 8, 5).value() == "89");
  CHECK(root.read_part("/dev/disk", 99, 5).value() == "");
  CHECK(root.read_part("/dev/disk", -11, 5).error().code == Errc::io);
  CHECK(root.read_part("/dev/none", 0, 5).error() ==
        Error(Errc::unsupported, "/dev/none: not there"));
}
