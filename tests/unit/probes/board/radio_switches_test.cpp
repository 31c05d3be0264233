#include "probes/board/linux/radio_switches.hpp"

#include <catch2/catch.hpp>

#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using Block = RadioState::Block;

namespace {

/// wlan1 is on phy1, which has the switch rfkill3.
RadioState read(const test::TemporaryFolder& root) {
  RadioState state;
  state.interface_name = "wlan1";
  apply_switches(BoardRoot(root.path()), state);
  return state;
}

void write_interface(const test::TemporaryFolder& root, const char* flags) {
  root.write("sys/class/net/wlan1/flags", flags);
  root.write("sys/class/net/wlan1/phy80211/name", "phy1\n");
}

void write_switch(const test::TemporaryFolder& root,
                  const std::string& number,
                  const char* radio,
                  const char* soft,
                  const char* hard) {
  const auto folder = "sys/class/rfkill/rfkill" + number;
  root.write(folder + "/name", radio);
  root.write(folder + "/soft", soft);
  root.write(folder + "/hard", hard);
}

}  // namespace

TEST_CASE("a radio that is up and not switched off is told so") {
  const test::TemporaryFolder root;
  write_interface(root, "0x1003\n");
  write_switch(root, "3", "phy1\n", "0\n", "0\n");

  const auto state = read(root);

  CHECK(state.up);
  CHECK(state.block == Block::none);
}

TEST_CASE("a switched off radio tells by whom") {
  const test::TemporaryFolder root;
  write_interface(root, "0x1002\n");
  write_switch(root, "3", "phy1\n", "1\n", "0\n");

  CHECK(!read(root).up);
  CHECK(read(root).block == Block::software);
  write_switch(root, "3", "phy1\n", "1\n", "1\n");
  CHECK(read(root).block == Block::hardware);
}

TEST_CASE("the switches of other radios do not count") {
  const test::TemporaryFolder root;
  write_interface(root, "0x1003\n");
  write_switch(root, "0", "phy0\n", "1\n", "1\n");
  write_switch(root, "1", "hci0\n", "1\n", "0\n");

  CHECK(read(root).block == Block::none);
}

TEST_CASE("without the files it is neither up nor blocked") {
  const test::TemporaryFolder root;

  CHECK(!read(root).up);
  CHECK(read(root).block == Block::none);
  write_interface(root, "nonsense");
  CHECK(!read(root).up);
}

TEST_CASE("Bluetooth links are counted where there is Bluetooth") {
  const test::TemporaryFolder root;
  write_interface(root, "0x1003\n");

  CHECK(!read(root).bluetooth_links);
  root.write("sys/class/bluetooth/hci0/name", "x");
  CHECK(read(root).bluetooth_links == 0);
  root.write("sys/class/bluetooth/hci0:256/type", "x");
  CHECK(read(root).bluetooth_links == 1);
}
