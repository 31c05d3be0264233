#include "probes/board/linux/light_sysfs.hpp"

#include <catch2/catch.hpp>

#include "probes/board/whole_file.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

TEST_CASE("a light shines as brightly as it can, and goes out") {
  test::TemporaryFolder root;
  root.write("sys/class/leds/white:assist/max_brightness", "255\n");
  const auto file =
      root.write("sys/class/leds/white:assist/brightness", "17\n");
  LightSysfs light(BoardRoot(root.path()), "white:assist");

  CHECK(light.problem().empty());
  REQUIRE(light.shine(true));
  CHECK(read_whole_file(file, 100).value().starts_with("255\n"));
  REQUIRE(light.shine(false));
  CHECK(read_whole_file(file, 100).value().starts_with('0'));
}

TEST_CASE("a speaker without a light says why") {
  test::TemporaryFolder root;
  LightSysfs none(BoardRoot(root.path()), "");
  LightSysfs wrong(BoardRoot(root.path()), "blue:gone");

  CHECK(none.problem() ==
        "this speaker has no light for it: light.led names none");
  CHECK(wrong.problem().find("blue:gone/brightness: No such file") !=
        std::string::npos);
  const auto shone = wrong.shine(true);
  REQUIRE(!shone);
  CHECK(shone.error().code == Errc::unsupported);
}
