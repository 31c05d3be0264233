#include "probes/board/linux/reset_signs.hpp"

#include <catch2/catch.hpp>

#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

namespace {

struct Board {
  void watchdog(int number,
                const std::string& identity,
                const std::string& boot_status) const {
    const auto folder =
        "sys/class/watchdog/watchdog" + std::to_string(number) + "/";
    root.write(folder + "identity", identity + "\n");
    root.write(folder + "bootstatus", boot_status + "\n");
  }
  ResetSigns read() const {
    const BoardRoot board(root.path());
    ResetSigns signs;
    read_watchdogs(board, signs);
    read_supply(board, signs);
    return signs;
  }

  test::TemporaryFolder root;
};

}  // namespace

TEST_CASE("a board without any of it tells nothing") {
  const auto signs = Board().read();

  CHECK(!signs.watchdog_fired);
  CHECK(!signs.under_voltage);
  CHECK(!signs.overheated);
  CHECK(!signs.supply_low);
}

TEST_CASE("CARDRESET is a watchdog that fired, and it has a name") {
  const Board board;
  board.watchdog(0, "i6300ESB timer", "32");

  const auto signs = board.read();

  CHECK(signs.watchdog_fired == true);
  CHECK(signs.watchdog == "i6300ESB timer");
  CHECK(!signs.under_voltage);
}

TEST_CASE("a watchdog that did not fire says so") {
  const Board board;
  board.watchdog(0, "i6300ESB timer", "0");

  CHECK(board.read().watchdog_fired == false);
}

TEST_CASE("a watchdog made of software remembers nothing") {
  const Board board;
  board.watchdog(0, "Software Watchdog", "0");

  CHECK(!board.read().watchdog_fired);
}

TEST_CASE("a watchdog without attributes remembers nothing") {
  const Board board;
  board.root.write("sys/class/watchdog/watchdog0/dev", "248:0\n");

  CHECK(!board.read().watchdog_fired);
}

TEST_CASE("of several watchdogs the one that fired is named") {
  const Board board;
  board.watchdog(0, "Software Watchdog", "0");
  board.watchdog(1, "meson-gxbb-wdt", "32");
  board.watchdog(2, "other", "0");

  const auto signs = board.read();

  CHECK(signs.watchdog_fired == true);
  CHECK(signs.watchdog == "meson-gxbb-wdt");
}

TEST_CASE("a watchdog may also tell of voltage and of heat") {
  const Board board;
  board.watchdog(0, "pmic", "17");

  const auto signs = board.read();

  CHECK(signs.watchdog_fired == false);
  CHECK(signs.under_voltage);
  CHECK(signs.overheated);
}

TEST_CASE("a garbled boot status tells nothing") {
  const Board board;
  board.watchdog(0, "x", "yes");

  CHECK(!board.read().watchdog_fired);
}

TEST_CASE("one low voltage is enough, and all must be well to say so") {
  const Board board;
  board.root.write("sys/class/hwmon/hwmon0/temp1_input", "40000\n");
  board.root.write("sys/class/hwmon/hwmon1/in0_lcrit_alarm", "0\n");
  CHECK(board.read().supply_low == false);

  board.root.write("sys/class/hwmon/hwmon2/in3_lcrit_alarm", "1\n");
  CHECK(board.read().supply_low == true);
}

TEST_CASE("a voltage that cannot be read is not well") {
  const Board board;
  // A folder in its place: reading fails as it does of a chip that is asleep.
  board.root.write("sys/class/hwmon/hwmon1/in0_lcrit_alarm/a", "");

  CHECK(!board.read().supply_low);
}
