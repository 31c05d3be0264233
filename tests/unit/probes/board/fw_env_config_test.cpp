#include "probes/board/linux/fw_env_config.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;

namespace {

std::string problem_of(const std::string& text) {
  return parse_fw_env_config(text, "f").error().what;
}

}  // namespace

TEST_CASE("each line of fw_env.config is one copy of the environment") {
  const auto places = parse_fw_env_config(
      "# MTD device name\tDevice offset\tEnv. size\tFlash sector size\n"
      "\n"
      "/dev/mtd1\t\t0x4200\t\t0x4000\t\t\t0x1000 4\n"
      "/dev/mmcblk0  -0x20000  4000\r\n",
      "f");

  REQUIRE(places);
  REQUIRE(places->size() == 2);
  CHECK(places->at(0).device == "/dev/mtd1");
  CHECK(places->at(0).offset == 0x4200);
  CHECK(places->at(0).size == 0x4000);
  CHECK(places->at(1).device == "/dev/mmcblk0");
  CHECK(places->at(1).offset == -0x20000);
  // The size is hexadecimal in any case, the offset only with 0x.
  CHECK(places->at(1).size == 0x4000);
}

TEST_CASE("offsets are numbers as C writes them") {
  const auto offset = [](const std::string& text) {
    return parse_fw_env_config("/f " + text + " 0x100", "f")
        .value()
        .at(0)
        .offset;
  };
  CHECK(offset("0") == 0);
  CHECK(offset("1024") == 1024);
  CHECK(offset("0X10") == 16);
  CHECK(offset("010") == 8);
}

TEST_CASE("what cannot be a place is told with its line") {
  const std::string what = "f:2: must be a device, an offset and a size";
  for (const std::string bad :
       {"/dev/mtd1", "/dev/mtd1 0x0", "/dev/mtd1 zero 0x100",
        "/dev/mtd1 0x0 big", "uboot.env 0x0 0x100", "/dev/mtd1 - 0x100",
        "/dev/mtd1 0xffffffffffffffff 0x100", "/dev/mtd1 08 0x100",
        "/dev/mtd1 0x 0x100"}) {
    CAPTURE(bad);
    CHECK(problem_of("#\n" + bad + "\n") == what);
  }
  CHECK(problem_of(std::string("/a\0 0 100", 9)) ==
        "f:1: must be a device, an offset and a size");
}

TEST_CASE("a size that no environment has is refused") {
  for (const std::string size : {"0x0", "0xf", "0x100001"}) {
    CAPTURE(size);
    CHECK(problem_of("/f 0 " + size) ==
          "f:1: the size must be from 16 bytes to 1 MiB");
  }
  CHECK(parse_fw_env_config("/f 0 0x100000", "f"));
}

TEST_CASE("there are one or two copies, of one size") {
  CHECK(problem_of("# nothing\n") == "f:1: names no environment");
  CHECK(problem_of("/a 0 100\n/b 0 100\n/c 0 100\n") ==
        "f:3: there are two copies at most");
  CHECK(problem_of("/a 0 100\n/b 0 200\n") ==
        "f:2: both copies must have the same size");
}
