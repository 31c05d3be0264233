#include "probes/board/linux/storage_files.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

namespace {

struct Fixture {
  Fixture() {
    kernel.space = [this](const std::filesystem::path& path) {
      asked.push_back(path.string().substr(folder.path().string().size()));
      return space;
    };
  }
  Result<StorageState> state() {
    StorageFiles storage(BoardRoot(folder.path()), kernel);
    return test::run(storage.state());
  }

  test::TemporaryFolder folder;
  KernelCalls kernel;
  std::vector<std::string> asked;
  Result<FilesystemSpace> space = FilesystemSpace{100, 50, 10, 5};
};

constexpr std::string_view mounts =
    "1 0 179:2 / / ro - ext4 /dev/root ro\n"
    "2 1 0:5 / /proc rw - proc proc rw\n"
    "3 1 0:6 / /run rw - tmpfs tmpfs rw\n"
    "4 1 0:7 / /dev/shm rw - tmpfs tmpfs rw\n"
    "5 1 179:4 / /my\\040data rw - f2fs /dev/mmcblk0p4 rw\n"
    "6 1 0:9 / /net rw - nfs server:/x rw\n";

}  // namespace

TEST_CASE("only what stores data is asked for its space") {
  Fixture f;
  f.folder.write("proc/self/mountinfo", mounts);

  const auto state = f.state();

  REQUIRE(state);
  CHECK(f.asked == std::vector<std::string>{"/", "/run", "/my data"});
  REQUIRE(state->filesystems.size() == 3);
  const auto& root = state->filesystems[0];
  CHECK(root.mount_point == "/");
  CHECK(root.type == "ext4");
  CHECK(root.device == "179:2");
  CHECK(root.read_only);
  CHECK(root.size_bytes == 100);
  CHECK(root.available_bytes == 50);
  CHECK(root.inodes == 10);
  CHECK(root.inodes_free == 5);
  CHECK(!state->filesystems[2].read_only);
}

TEST_CASE("a file system that cannot be asked stays, without a size") {
  Fixture f;
  f.folder.write("proc/self/mountinfo", mounts);
  f.space = Error(Errc::io, "no");

  const auto state = f.state();

  REQUIRE(state);
  REQUIRE(state->filesystems.size() == 3);
  CHECK(state->filesystems[0].size_bytes == 0);
}

TEST_CASE("who made a file system read-only is told") {
  Fixture f;
  f.folder.write("proc/self/mountinfo",
                 "1 0 179:2 / / ro - ext4 /dev/root ro\n"
                 "2 1 179:4 / /data rw - ext4 /dev/mmcblk0p4 ro\n");

  const auto state = f.state();

  REQUIRE(state);
  REQUIRE(state->filesystems.size() == 2);
  CHECK(state->filesystems[0].asked_read_only);
  CHECK(state->filesystems[1].read_only);
  CHECK(!state->filesystems[1].asked_read_only);
}

TEST_CASE("storage that is garbled or not told is an error with the file") {
  Fixture f;
  SECTION("no mounts") {
    CHECK(f.state().error() ==
          Error(Errc::unsupported, "/proc/self/mountinfo: not there"));
  }
  SECTION("garbled mounts") {
    f.folder.write("proc/self/mountinfo", "x\n");
    CHECK(f.state().error().what ==
          "/proc/self/mountinfo:1: is not a line of mountinfo");
  }
}

TEST_CASE("the kernel of this machine answers statvfs") {
  const test::TemporaryFolder folder;

  const auto space = ask_filesystem_space(folder.path());

  REQUIRE(space);
  CHECK(space->size_bytes > 0);
  CHECK(space->available_bytes <= space->size_bytes);
  CHECK(ask_filesystem_space(folder.path() / "none").error().code ==
        Errc::unsupported);
}
