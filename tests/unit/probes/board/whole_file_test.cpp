#include "probes/board/whole_file.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

TEST_CASE("a file is read to its end, however it falls into chunks") {
  test::TemporaryFolder folder;
  for (const std::size_t size : {0, 1, 4095, 4096, 4097, 12288}) {
    INFO(size);
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
      bytes[i] = static_cast<char>(i * 7);
    folder.write("file", bytes);

    CHECK(read_whole_file(folder.path() / "file", 12288).value() == bytes);
  }
}

TEST_CASE("a file of the kernel, which has no size, is read all the same") {
  CHECK(!read_whole_file("/proc/self/statm", 4096)->empty());
}

TEST_CASE("a file longer than allowed is not read to its end") {
  test::TemporaryFolder folder;
  folder.write("file", "12345");
  const auto file = folder.path() / "file";

  CHECK(read_whole_file(file, 5).value() == "12345");
  CHECK(read_whole_file(file, 4).error() ==
        Error(Errc::parse, file.string() + ": longer than 4 bytes"));
  CHECK(read_whole_file("/dev/zero", 100).error() ==
        Error(Errc::parse, "/dev/zero: longer than 100 bytes"));
}

TEST_CASE("what cannot be read is told with the reason") {
  test::TemporaryFolder folder;
  const auto name = folder.path().string();

  CHECK(read_whole_file(folder.path(), 10).error() ==
        Error(Errc::io, name + ": cannot be read: Is a directory"));
  CHECK(read_whole_file(folder.path() / "none", 10).error() ==
        Error(Errc::io,
              name + "/none: cannot be read: No such file or directory"));
}
