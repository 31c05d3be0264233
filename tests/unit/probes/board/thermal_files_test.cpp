#include "probes/board/linux/thermal_files.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

namespace {

const std::string zone0 = "sys/class/thermal/thermal_zone0/";

}  // namespace

TEST_CASE("a zone has its temperature and its trip points") {
  test::TemporaryFolder folder;
  folder.write(zone0 + "type", "cpu-thermal\n");
  folder.write(zone0 + "temp", "51234\n");
  folder.write(zone0 + "trip_point_0_type", "passive\n");
  folder.write(zone0 + "trip_point_0_temp", "70000\n");
  folder.write(zone0 + "trip_point_1_type", "passive\n");
  folder.write(zone0 + "trip_point_1_temp", "85000\n");
  folder.write(zone0 + "trip_point_2_type", "critical\n");
  folder.write(zone0 + "trip_point_2_temp", "110000\n");
  folder.write(zone0 + "trip_point_3_type", "active\n");
  folder.write(zone0 + "trip_point_3_temp", "40000\n");

  const auto zones = read_thermal_zones(BoardRoot(folder.path()));

  REQUIRE(zones);
  REQUIRE(zones->size() == 1);
  CHECK((*zones)[0].name == "thermal_zone0");
  CHECK((*zones)[0].type == "cpu-thermal");
  CHECK((*zones)[0].temperature_c == 51.234);
  CHECK((*zones)[0].hot_c == 85.0);
  CHECK((*zones)[0].critical_c == 110.0);
}

TEST_CASE(
    "a hot trip point goes before a passive one, one that is off is none") {
  test::TemporaryFolder folder;
  folder.write(zone0 + "temp", "-5000\n");
  folder.write(zone0 + "trip_point_0_type", "passive\n");
  folder.write(zone0 + "trip_point_0_temp", "80000\n");
  folder.write(zone0 + "trip_point_1_type", "hot\n");
  folder.write(zone0 + "trip_point_1_temp", "95000\n");
  folder.write(zone0 + "trip_point_2_type", "critical\n");
  folder.write(zone0 + "trip_point_2_temp", "-274000\n");

  const auto zones = read_thermal_zones(BoardRoot(folder.path()));

  REQUIRE(zones);
  CHECK(zones->at(0).temperature_c == -5.0);
  CHECK(zones->at(0).hot_c == 95.0);
  CHECK(!zones->at(0).critical_c);
}

TEST_CASE("zones come in the kernel's order and nothing else is one") {
  test::TemporaryFolder folder;
  for (const std::string name :
       {"thermal_zone10", "thermal_zone2", "thermal_zone0", "cooling_device0"})
    folder.write("sys/class/thermal/" + name + "/type", name + "\n");

  const auto zones = read_thermal_zones(BoardRoot(folder.path()));

  REQUIRE(zones);
  REQUIRE(zones->size() == 3);
  CHECK((*zones)[0].type == "thermal_zone0");
  CHECK((*zones)[1].type == "thermal_zone2");
  CHECK((*zones)[2].type == "thermal_zone10");
}

TEST_CASE("a zone that refuses its temperature is kept without one") {
  test::TemporaryFolder folder;
  folder.write(zone0 + "type", "wifi\n");
  folder.write(zone0 + "temp/a", "reading fails");

  const auto zones = read_thermal_zones(BoardRoot(folder.path()));

  REQUIRE(zones);
  REQUIRE(zones->size() == 1);
  CHECK(!zones->at(0).temperature_c);
}

TEST_CASE("a garbled temperature is told with its file") {
  for (const std::string bad : {"", "warm\n", "51 C\n", "99999999999\n"}) {
    test::TemporaryFolder folder;
    folder.write(zone0 + "temp", bad);

    CAPTURE(bad);
    CHECK(read_thermal_zones(BoardRoot(folder.path())).error() ==
          Error(Errc::parse, "/" + zone0 + "temp:1: must be one whole number"));
  }
}
