#include "probes/board/linux/flash_life.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;

TEST_CASE("life time has types A and B") {
  CHECK(parse_life_time("0x01 0x0b\n", "l").value() == std::pair(1, 11));
  CHECK(parse_life_time("0xff 0x00", "l").value() == std::pair(255, 0));
}

TEST_CASE("a garbled life time is told") {
  for (const auto bad : {"", "\n", "0x01\n", "01 02\n", "0x01 0x1ff\n",
                         "0x01 0x02 0x03\n", "0x 0x\n", "0x-1 0x01\n"}) {
    CAPTURE(bad);
    CHECK(parse_life_time(bad, "l").error() ==
          Error(Errc::parse, "l:1: must be two bytes such as 0x01 0x02"));
  }
}

TEST_CASE("pre-EOL is one byte") {
  CHECK(parse_pre_eol("0x02\n", "e").value() == 2);
  for (const auto bad : {"", "2\n", "0x01 0x02\n", "0xzz\n"}) {
    CAPTURE(bad);
    CHECK(parse_pre_eol(bad, "e").error().what ==
          "e:1: must be one byte such as 0x01");
  }
}
