#include "probes/board/linux/os_release.hpp"

#include <catch2/catch.hpp>

#include "probes/board/linux/kernel_command_line.hpp"
#include "tests/support/result_printer.hpp"

using namespace soundcheck;

TEST_CASE("os-release values are unquoted as a shell would") {
  auto values = parse_os_release(
      "# comment\n"
      "\n"
      "ID=tuneos\n"
      "VERSION_ID=\"2.4.1\"\n"
      "NAME='Tune \"OS\"'\n"
      "PRETTY_NAME=\"Tune \\\"OS\\\" \\$5 \\\\ \\n\"\n"
      "VARIANT=a\\ b\n"
      "EMPTY=\n"
      "ID=last\r\n",
      "o");

  REQUIRE(values);
  CHECK((*values)["ID"] == "last");
  CHECK((*values)["VERSION_ID"] == "2.4.1");
  CHECK((*values)["NAME"] == "Tune \"OS\"");
  CHECK((*values)["PRETTY_NAME"] == "Tune \"OS\" $5 \\ \\n");
  CHECK((*values)["VARIANT"] == "a b");
  CHECK((*values)["EMPTY"].empty());
}

TEST_CASE("quotes that do not match are told with their line") {
  for (const std::string bad :
       {"A=\"open", "A='open", "A=\"a\"b", "A=a b", "A=a\"b\"", "A=\"a\\",
        "A=$(reboot)", "A=`x`"}) {
    CAPTURE(bad);
    CHECK(parse_os_release("ID=x\n" + bad + "\n", "o").error().what ==
          "o:2: the quotes of the value do not match");
  }
}

TEST_CASE("lines that are no assignment are told") {
  for (const std::string bad :
       {"garbage", "=x", "A B=c", "ID = x", "\x01\x02"}) {
    CAPTURE(bad);
    CHECK(parse_os_release(bad, "o").error().what == "o:1: must be NAME=value");
  }
  CHECK(!parse_os_release(std::string("A=a\0b\n", 6), "o"));
}

TEST_CASE("the slot is what the boot loader says") {
  CHECK(slot_of("console=ttyS0 rauc.slot=A quiet\n") == "A");
  CHECK(slot_of("androidboot.slot_suffix=_b") == "b");
  CHECK(slot_of("androidboot.slot=a\tquiet") == "a");
  CHECK(slot_of("") == "");
  CHECK(slot_of("root=/dev/mmcblk0p2") == "");
}

TEST_CASE("the root file system's device is where udev puts it") {
  CHECK(root_device_of("ro root=/dev/mmcblk0p2 quiet") == "/dev/mmcblk0p2");
  CHECK(root_device_of("root=PARTLABEL=root-a") ==
        "/dev/disk/by-partlabel/root-a");
  CHECK(root_device_of("root=PARTUUID=7a-01\n") ==
        "/dev/disk/by-partuuid/7a-01");
  CHECK(root_device_of("root=UUID=1-2") == "/dev/disk/by-uuid/1-2");
  CHECK(root_device_of("rauc.slot=A").empty());
}

TEST_CASE("a slot inside quotes or after the dashes is not the slot") {
  CHECK(slot_of("dyndbg=\"file a rauc.slot=B\" quiet") == "");
  CHECK(slot_of("quiet -- rauc.slot=B") == "");
  CHECK(slot_of("x=\"open rauc.slot=B") == "");
}
