#include "probes/board/linux/storage_health.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

namespace {

StorageState health_of(const test::TemporaryFolder& folder) {
  StorageState state;
  read_storage_health(BoardRoot(folder.path()), state).value();
  return state;
}

}  // namespace

TEST_CASE("a board that tells nothing of its storage has no health to read") {
  const test::TemporaryFolder folder;

  const auto state = health_of(folder);

  CHECK(state.flash.empty());
  CHECK(state.ext4.empty());
  CHECK(state.ubi.empty());
  CHECK(state.writes.empty());
  CHECK(!state.uptime_s);
}

TEST_CASE("each eMMC is asked for its wear, its partitions are not") {
  test::TemporaryFolder folder;
  for (const std::string name : {"mmcblk0", "mmcblk0boot0", "mmcblk1", "sda"})
    folder.write("sys/block/" + name + "/size", "1\n");
  folder.write("sys/block/mmcblk0/device/life_time", "0x03 0x00\n");
  folder.write("sys/block/mmcblk0/device/pre_eol_info", "0x01\n");

  const auto state = health_of(folder);

  REQUIRE(state.flash.size() == 2);
  CHECK(state.flash[0].device == "mmcblk0");
  CHECK(state.flash[0].life_time_a == 3);
  CHECK(state.flash[0].life_time_b == 0);
  CHECK(state.flash[0].pre_eol == 1);
  CHECK(state.flash[0].trouble.empty());
  CHECK(state.flash[1].device == "mmcblk1");
  CHECK(!state.flash[1].life_time_a);
  CHECK(!state.flash[1].pre_eol);
  CHECK(state.flash[1].trouble.empty());
}

TEST_CASE("a garbled or empty wear is absent, and the file is named") {
  test::TemporaryFolder folder;
  folder.write("sys/block/mmcblk0/device/life_time", "new\n");
  folder.write("sys/block/mmcblk0/device/pre_eol_info", "");

  const auto state = health_of(folder);

  REQUIRE(state.flash.size() == 1);
  CHECK(!state.flash[0].life_time_a);
  CHECK(!state.flash[0].pre_eol);
  CHECK(state.flash[0].trouble ==
        "/sys/block/mmcblk0/device/life_time:1: must be two bytes such as 0x01 "
        "0x02, /sys/block/mmcblk0/device/pre_eol_info:1: must be one byte such "
        "as 0x01");
}

TEST_CASE("ext4 tells its errors and what was written to it") {
  test::TemporaryFolder folder;
  folder.write("sys/fs/ext4/features/lazy_itable_init", "supported\n");
  const std::string ext4 = "sys/fs/ext4/mmcblk0p4/";
  folder.write(ext4 + "errors_count", "3\n");
  folder.write(ext4 + "warning_count", "1\n");
  folder.write(ext4 + "first_error_time", "1793000000\n");
  folder.write(ext4 + "last_error_time", "1793600000\n");
  folder.write(ext4 + "last_error_func", "ext4_find_entry\n");
  folder.write(ext4 + "lifetime_write_kbytes", "9000\n");
  folder.write(ext4 + "session_write_kbytes", "70\n");

  const auto state = health_of(folder);

  REQUIRE(state.ext4.size() == 1);
  const auto& health = state.ext4[0];
  CHECK(health.device == "mmcblk0p4");
  CHECK(health.errors == 3);
  CHECK(health.warnings == 1);
  CHECK(health.first_error_unix_s == 1793000000);
  CHECK(health.last_error_unix_s == 1793600000);
  CHECK(health.last_error_func == "ext4_find_entry");
  CHECK(health.lifetime_written_kib == 9000);
  CHECK(health.session_written_kib == 70);
  CHECK(health.trouble.empty());
}

TEST_CASE("an ext4 whose files are missing, empty or garbled tells nothing") {
  test::TemporaryFolder folder;
  folder.write("sys/fs/ext4/vdd/errors_count", "");
  folder.write("sys/fs/ext4/vdd/session_write_kbytes", "-5\n");
  folder.write("sys/fs/ext4/vdd/lifetime_write_kbytes", "1 2\n");

  const auto state = health_of(folder);

  REQUIRE(state.ext4.size() == 1);
  CHECK(!state.ext4[0].errors);
  CHECK(!state.ext4[0].warnings);
  CHECK(!state.ext4[0].session_written_kib);
  CHECK(!state.ext4[0].lifetime_written_kib);
  CHECK(state.ext4[0].trouble ==
        "/sys/fs/ext4/vdd/errors_count:1: must be one whole number, "
        "/sys/fs/ext4/vdd/lifetime_write_kbytes:1: must be one whole number, "
        "/sys/fs/ext4/vdd/session_write_kbytes:1: must be one whole number");
}

TEST_CASE("UBI tells its bad blocks, and each volume whether it is whole") {
  test::TemporaryFolder folder;
  const std::string ubi = "sys/class/ubi/";
  folder.write(ubi + "version", "1\n");
  folder.write(ubi + "ubi0/bad_peb_count", "12\n");
  folder.write(ubi + "ubi0/reserved_for_bad", "28\n");
  folder.write(ubi + "ubi0/max_ec", "1407\n");
  folder.write(ubi + "ubi0_0/name", "rootfs\n");
  folder.write(ubi + "ubi0_0/corrupted", "0\n");
  folder.write(ubi + "ubi0_0/upd_marker", "1\n");
  folder.write(ubi + "ubi0_1/corrupted", "x\n");
  folder.write(ubi + "ubi10/bad_peb_count", "0\n");
  folder.write(ubi + "ubi10_0/name", "other\n");

  const auto state = health_of(folder);

  REQUIRE(state.ubi.size() == 2);
  const auto& first = state.ubi[0];
  CHECK(first.device == "ubi0");
  CHECK(first.bad_blocks == 12);
  CHECK(first.reserved_for_bad == 28);
  CHECK(first.max_erase_count == 1407);
  REQUIRE(first.volumes.size() == 2);
  CHECK(first.volumes[0].name == "rootfs");
  CHECK(first.volumes[0].corrupted == 0);
  CHECK(first.volumes[0].update_marker == 1);
  CHECK(first.volumes[1].name == "ubi0_1");
  CHECK(!first.volumes[1].corrupted);
  CHECK(first.trouble ==
        "/sys/class/ubi/ubi0_1/corrupted:1: must be one whole number");
  CHECK(state.ubi[1].device == "ubi10");
  CHECK(!state.ubi[1].reserved_for_bad);
  CHECK(state.ubi[1].volumes.size() == 1);
}

TEST_CASE("what was written is read of soldered devices that can be written") {
  test::TemporaryFolder folder;
  const std::string stat = "1 2 3 4 5 6 2000 8 9 10 11 0 0 0 0 0 0\n";
  for (const std::string name :
       {"mmcblk0", "mmcblk0boot0", "mmcblk0rpmb", "sda", "sdb", "loop0"})
    folder.write("sys/block/" + name + "/stat", stat);
  for (const std::string name :
       {"mmcblk0", "mmcblk0boot0", "mmcblk0rpmb", "sda", "sdb"})
    folder.write("sys/block/" + name + "/device/uevent", "");
  folder.write("sys/block/sda/removable", "1\n");
  folder.write("sys/block/sdb/ro", "1\n");

  const auto state = health_of(folder);

  REQUIRE(state.writes.size() == 1);
  CHECK(state.writes[0].device == "mmcblk0");
  CHECK(state.writes[0].written_bytes == 1024000);
}

TEST_CASE("a device without the figure, or with a strange one, is kept") {
  test::TemporaryFolder folder;
  folder.write("sys/block/vda/device/uevent", "");
  folder.write("sys/block/vdb/device/uevent", "");
  folder.write("sys/block/vdb/stat", "\n");

  const auto state = health_of(folder);

  REQUIRE(state.writes.size() == 2);
  CHECK(!state.writes[0].written_bytes);
  CHECK(state.writes[0].trouble.empty());
  CHECK(!state.writes[1].written_bytes);
  CHECK(state.writes[1].trouble ==
        "/sys/block/vdb/stat:1: must be at least eleven whole numbers");
}

TEST_CASE("the sectors written are the seventh field, of 512 bytes each") {
  CHECK(parse_written_bytes("  1 2 3 4 5 6 7 8 9 10 11\n", "s").value() ==
        3584);
  for (const auto bad :
       {"", "\n", "1 2 3 4 5 6 7 8 9 10\n", "1 2 3 4 5 6 x 8 9 10 11\n",
        "1 2 3 4 5 6 -7 8 9 10 11\n",
        "1 2 3 4 5 6 18446744073709551615 8 9 10 11\n"}) {
    CAPTURE(bad);
    CHECK(parse_written_bytes(bad, "s").error() ==
          Error(Errc::parse, "s:1: must be at least eleven whole numbers"));
  }
}

TEST_CASE("the uptime is the first number of its file") {
  test::TemporaryFolder folder;
  folder.write("proc/uptime", "41025.50 99999.00\n");
  CHECK(health_of(folder).uptime_s == 41025.5);

  folder.write("proc/uptime", "");
  CHECK(!health_of(folder).uptime_s);
}
