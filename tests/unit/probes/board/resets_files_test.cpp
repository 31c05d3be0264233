#include "probes/board/linux/resets_files.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
namespace fs = std::filesystem;

namespace {

const std::string panic =
    "Panic#1 Part1\n<0>[ 1.0] Kernel panic - not syncing: x\n";

struct Board {
  Board() {
    backend("ramoops");
    root.write("proc/self/mountinfo",
               "30 20 0:25 / /sys/fs/pstore rw - pstore pstore rw\n");
    fs::create_directories(root.path() / "sys/fs/pstore");
  }
  void backend(const std::string& name) const {
    root.write("sys/module/pstore/parameters/backend", name + "\n");
  }
  fs::path write(const std::string& name, std::string_view text) const {
    return root.write("sys/fs/pstore/" + name, text);
  }
  std::vector<CrashRecord> crashes() { return resets.signs().crashes; }
  Result<void> forget(const std::vector<std::string>& names) {
    std::vector<CrashRecord> records;
    for (const auto& name : names)
      records.emplace_back().name = name;
    return resets.forget(records);
  }

  test::TemporaryFolder root;
  ResetsFiles resets{BoardRoot(root.path())};
};

}  // namespace

TEST_CASE("crashes are kept where pstore is mounted and has a backend") {
  Board board;
  CHECK(board.resets.signs().why_no_crashes.empty());

  board.backend("(null)");
  CHECK(board.resets.signs().why_no_crashes ==
        "the kernel has no pstore backend to keep crashes in");

  board.backend("ramoops");
  board.root.write("proc/self/mountinfo", "");
  CHECK(board.resets.signs().why_no_crashes ==
        "pstore is not mounted at /sys/fs/pstore");
}

TEST_CASE("a board without any of it keeps no crash, and says why") {
  const test::TemporaryFolder empty;
  ResetsFiles resets{BoardRoot(empty.path())};

  const auto signs = resets.signs();

  CHECK(signs.crashes.empty());
  CHECK(signs.why_no_crashes ==
        "the kernel has no pstore backend to keep crashes in");
  CHECK(!signs.watchdog_fired);
}

TEST_CASE("watchdog and supply are asked in the same breath") {
  Board board;
  board.root.write("sys/class/watchdog/watchdog0/identity", "dog\n");
  board.root.write("sys/class/watchdog/watchdog0/bootstatus", "32\n");
  board.root.write("sys/class/hwmon/hwmon0/in0_lcrit_alarm", "1\n");

  const auto signs = board.resets.signs();

  CHECK(signs.watchdog_fired == true);
  CHECK(signs.supply_low == true);
}

TEST_CASE("each dmesg record is read, with its name and the time it was made") {
  Board board;
  const auto file = board.write("dmesg-ramoops-0", panic);
  board.write("dmesg-ramoops-1.enc.z", "\x78\x9c");
  board.write("console-ramoops-0", "not of a crash");
  const auto status = fs::last_write_time(file);

  const auto crashes = board.crashes();

  REQUIRE(crashes.size() == 2);
  CHECK(crashes[0].name == "dmesg-ramoops-0");
  CHECK(crashes[0].kind == CrashRecord::Kind::panic);
  CHECK(crashes[0].headline == "Kernel panic - not syncing: x");
  const auto made = std::chrono::file_clock::to_sys(status).time_since_epoch();
  CHECK(crashes[0].wall_unix_s ==
        std::chrono::duration_cast<std::chrono::seconds>(made).count());
  CHECK(crashes[1].name == "dmesg-ramoops-1.enc.z");
  CHECK(crashes[1].kind == CrashRecord::Kind::unreadable);
}

TEST_CASE(
    "a record that is too long or cannot be read is a crash all the same") {
  Board board;
  board.write("dmesg-efi-1", std::string(2 * 1024 * 1024, 'x'));
  board.write("dmesg-efi-2/in its place", "a folder");

  const auto crashes = board.crashes();

  REQUIRE(crashes.size() == 2);
  for (const auto& crash : crashes) {
    CHECK(crash.kind == CrashRecord::Kind::unreadable);
    CHECK(crash.headline.empty());
    CHECK(crash.text ==
          crash.name + " of " + std::to_string(crash.wall_unix_s));
  }
}

TEST_CASE("records that may not be read are as good as none, and it says so") {
  Board board;
  // Nobody may read this one, not even root.
  fs::create_symlink("/proc/sys/net/ipv4/route/flush",
                     board.root.path() / "sys/fs/pstore/dmesg-ramoops-0");

  const auto signs = board.resets.signs();

  CHECK(signs.crashes.empty());
  CHECK(signs.why_no_crashes ==
        "denied: /sys/fs/pstore/dmesg-ramoops-0: Permission denied");
}

TEST_CASE("of many records all have a name and some count") {
  Board board;
  for (int i = 10; i < 50; ++i)
    board.write("dmesg-efi-" + std::to_string(i), panic);

  const auto crashes = board.crashes();

  REQUIRE(crashes.size() == 40);
  CHECK(crashes[15].kind == CrashRecord::Kind::panic);
  CHECK(crashes[16].kind == CrashRecord::Kind::no_crash);
  CHECK(crashes[39].name == "dmesg-efi-49");
}

TEST_CASE("what is forgotten is gone, and gone twice is gone") {
  Board board;
  const auto file = board.write("dmesg-ramoops-0", panic);
  board.write("console-ramoops-0", "stays");

  CHECK(board.forget({"dmesg-ramoops-0"}));
  CHECK(board.forget({"dmesg-ramoops-0"}));

  CHECK(!fs::exists(file));
  CHECK(fs::exists(board.root.path() / "sys/fs/pstore/console-ramoops-0"));
}

TEST_CASE("a record that stays does not keep the others") {
  Board board;
  board.write("dmesg-a/not a file", "");
  const auto file = board.write("dmesg-b", panic);

  const auto forgotten = board.forget({"dmesg-a", "dmesg-b"});

  REQUIRE(!forgotten);
  CHECK(forgotten.error().what.starts_with(
      "/sys/fs/pstore/dmesg-a: cannot be removed: "));
  CHECK(!fs::exists(file));
}
