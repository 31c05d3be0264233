#include "probes/board/linux/mountinfo.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;

TEST_CASE("a mount has its place, type, source and whether it is read-only") {
  const auto mounts = parse_mountinfo(
      "22 1 179:2 / / ro,relatime shared:1 - ext4 /dev/mmcblk0p2 ro\n"
      "25 22 179:4 / /data rw,nosuid - ext4 /dev/mmcblk0p4 rw,errors=ro\n",
      "m");

  REQUIRE(mounts);
  REQUIRE(mounts->size() == 2);
  CHECK((*mounts)[0].mount_point == "/");
  CHECK((*mounts)[0].type == "ext4");
  CHECK((*mounts)[0].source == "/dev/mmcblk0p2");
  CHECK((*mounts)[0].device == "179:2");
  CHECK((*mounts)[0].read_only);
  CHECK((*mounts)[0].asked_read_only);
  CHECK(!(*mounts)[1].read_only);
}

TEST_CASE("a file system that turned read-only below a mount is read-only") {
  const auto mounts = parse_mountinfo(
      "25 22 179:4 / /data rw,nosuid - ext4 /dev/mmcblk0p4 ro,errors\n", "m");

  CHECK(mounts.value().at(0).read_only);
  CHECK(!mounts.value().at(0).asked_read_only);
}

TEST_CASE("ext4 of newer kernels says rw of a file system that it has shut") {
  for (const std::string shut : {"emergency_ro", "shutdown"}) {
    CAPTURE(shut);
    const auto mounts = parse_mountinfo(
        "25 22 179:4 / /data rw - ext4 /dev/mmcblk0p4 rw," + shut + "\n", "m");

    CHECK(mounts.value().at(0).read_only);
    CHECK(!mounts.value().at(0).asked_read_only);
  }
}

TEST_CASE("octal escapes are undone, all else is left alone") {
  const auto mounts = parse_mountinfo(
      "1 1 8:1 / /my\\040music\\134x\\12 rw - vfat /dev/sda1 rw\n", "m");

  CHECK(mounts.value().at(0).mount_point == "/my music\\x\\12");
}

TEST_CASE("any number of optional fields may stand before the dash") {
  const auto mounts = parse_mountinfo(
      "1 1 8:1 / /a rw shared:1 master:2 unbindable - ext4 /dev/a rw\n"
      "2 1 8:2 / /b rw - ext4 /dev/b rw\n",
      "m");

  CHECK(mounts.value().size() == 2);
}

TEST_CASE("a mount that hides an earlier one replaces it") {
  const auto mounts = parse_mountinfo(
      "1 0 0:1 / / rw - ramfs rootfs rw\n"
      "2 1 179:2 / / rw - ext4 /dev/root rw\n",
      "m");

  REQUIRE(mounts.value().size() == 1);
  CHECK(mounts.value().at(0).type == "ext4");
}

TEST_CASE("garbled mountinfo is told with its line") {
  const std::string good = "1 0 8:1 / / rw - ext4 /dev/root rw\n";
  for (const std::string bad :
       {"", "x", "1 0 8:1 / / rw ext4 /dev/root rw rw rw",
        "1 0 8:1 / / rw shared:1 shared:2 - ext4 /dev/root",
        "1 0 8:1 / data rw - ext4 /dev/root rw"}) {
    CAPTURE(bad);
    const auto mounts = parse_mountinfo(good + bad + "\n", "m");
    REQUIRE(!mounts);
    CHECK(mounts.error() ==
          Error(Errc::parse, "m:2: is not a line of mountinfo"));
  }
}

TEST_CASE("every prefix of mountinfo is either read or refused") {
  const std::string text =
      "1 0 8:1 / /my\\040music rw shared:1 - ext4 /dev/root rw,noatime";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const auto mounts = parse_mountinfo(text.substr(0, size), "m");
    if (!mounts)
      CHECK(mounts.error().code == Errc::parse);
  }
}
