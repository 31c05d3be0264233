#include "agent/cli/firmware/disk_content.hpp"

#include <catch2/catch.hpp>

#include "agent/hex.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace soundcheck::cli;
namespace fs = std::filesystem;

TEST_CASE("a file has a size and a hash") {
  test::TemporaryFolder folder;
  const auto file = folder.write("root/a", "abc");

  const auto content = content_of(file, folder.path() / "root");

  REQUIRE(content);
  CHECK(content->size_bytes == 3);
  CHECK(hex_of(content->sha256) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(content->name == file);
}

TEST_CASE("a link within the image is followed, one out of it is refused") {
  test::TemporaryFolder folder;
  const auto root = folder.path() / "root";
  folder.write("root/lib/a-1", "abc");
  folder.write("rootless", "of this machine");
  fs::create_symlink("a-1", root / "lib/a");
  fs::create_symlink("../rootless", root / "out");

  CHECK(content_of(root / "lib/a", root).value().size_bytes == 3);
  const auto refused = content_of(root / "out", root);
  REQUIRE(!refused);
  CHECK(refused.error().code == Errc::denied);
  CHECK_THAT(refused.error().what,
             Catch::StartsWith((root / "out").string() + ": is a link to ") &&
                 Catch::EndsWith("list what it leads to in the image"));
  // A partition's image has no root to stay in.
  CHECK(content_of(root / "out", {}).value().size_bytes == 15);
}

TEST_CASE("what cannot be read is told by name") {
  test::TemporaryFolder folder;
  const auto gone = folder.path() / "gone";

  CHECK(content_of(gone, folder.path()).error() ==
        Error(Errc::io,
              gone.string() + ": cannot be read: No such file or directory"));
  CHECK(content_of(folder.path(), {}).error() ==
        Error(Errc::io, folder.path().string() + ": is no regular file"));
}
