#include "probes/board/linux/proc_load.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"

using namespace soundcheck;

TEST_CASE("pressure has shares of some and full") {
  const auto pressure = parse_pressure(
      "some avg10=1.00 avg60=2.50 avg300=0.75 total=123\n"
      "full avg10=0.10 avg60=0.20 avg300=0.30 total=45\n",
      "p");

  REQUIRE(pressure);
  CHECK(pressure->some_avg10 == 1.0);
  CHECK(pressure->some_avg60 == 2.5);
  CHECK(pressure->some_avg300 == 0.75);
  CHECK(pressure->full_avg10 == 0.1);
  CHECK(pressure->full_avg60 == 0.2);
  CHECK(pressure->full_avg300 == 0.3);
}

TEST_CASE("an older kernel has no line on full for the processors") {
  const auto pressure =
      parse_pressure("some avg10=1.00 avg60=2.50 avg300=0.75 total=1\n", "p");

  REQUIRE(pressure);
  CHECK(!pressure->full_avg60);
}

TEST_CASE("garbled pressure is told with its line") {
  const auto text =
      GENERATE(as<std::string>(), "", "some avg10=1.00 avg60=2.50\n",
               "some avg10=1.00 avg60=200 avg300=0 total=1\n",
               "some avg10=nan avg60=0 avg300=0 total=1\n",
               "some avg10=-1 avg60=0 avg300=0 total=1\n",
               "few avg10=1 avg60=0 avg300=0 total=1\n",
               "full avg10=1 avg60=0 avg300=0 total=1\n",
               "some avg60=1 avg10=0 avg300=0 total=1\n",
               "some avg10=1 avg60=0 avg300=0 total=1\n\n");

  const auto pressure = parse_pressure(text, "p");

  CAPTURE(text);
  REQUIRE(!pressure);
  CHECK(pressure.error().code == Errc::parse);
  CHECK(pressure.error().what.starts_with("p:"));
}

TEST_CASE("loadavg begins with three averages") {
  const auto load = parse_loadavg("0.42 1.50 12.00 2/177 4321\n", "l");

  REQUIRE(load);
  CHECK(load->load1 == 0.42);
  CHECK(load->load5 == 1.5);
  CHECK(load->load15 == 12.0);
  for (const auto bad : {"", "0.1 0.2", "0.1 x 0.3", "-1 0 0", "1e9 0 0"}) {
    CAPTURE(bad);
    CHECK(parse_loadavg(bad, "l").error().what ==
          "l:1: must begin with three load averages");
  }
}

TEST_CASE("a list of processors is counted") {
  CHECK(parse_cpu_list("0-3\n", "c").value() == 4);
  CHECK(parse_cpu_list("0\n", "c").value() == 1);
  CHECK(parse_cpu_list("0-1,4,6-7\n", "c").value() == 5);
  for (const auto bad : {"3-0", "a", "0-", "-1", "0,,1", "99999999"}) {
    CAPTURE(bad);
    CHECK(!parse_cpu_list(bad, "c"));
  }
  CHECK(parse_cpu_list("\n", "c").error().what ==
        "c:1: must name at least one CPU");
}
