#include "probes/system/thermal.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/unit/probes/system/fake_system.hpp"

using namespace soundcheck;

namespace {

ThermalZone zone(std::string name,
                 std::string type,
                 std::optional<double> celsius) {
  ThermalZone made;
  made.name = std::move(name);
  made.type = std::move(type);
  made.temperature_c = celsius;
  return made;
}

Result<Verdict> check(Result<std::vector<ThermalZone>> zones,
                      Throttling throttling = {}) {
  test::FakeSystem system;
  system.throttling_ = std::move(throttling);
  test::Steps progress;
  system.zones_ = std::move(zones);
  return test::run(system::check_thermal(system, {}, progress));
}

}  // namespace

TEST_CASE("cool zones pass and the warmest is told") {
  const auto verdict = check(std::vector{zone("thermal_zone0", "cpu", 48.5),
                                         zone("thermal_zone1", "gpu", 40)});

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  REQUIRE(verdict->findings.size() == 2);
  CHECK(verdict->findings[0].id == "system.too_hot");
  CHECK(verdict->findings[0].presence == Presence::absent);
  CHECK(verdict->summary == "warmest is cpu with 48.5 C");
  REQUIRE(verdict->measurements.size() == 3);
  CHECK(verdict->measurements[0].name == "temperature_cpu_0");
  CHECK(verdict->measurements[1].name == "temperature_gpu_1");
  CHECK(verdict->measurements[2].name == "margin");
}

TEST_CASE("the zone's own trip point decides, else the profile") {
  auto with_trip = zone("thermal_zone0", "cpu", 85);
  with_trip.hot_c = 85;
  auto only_critical = zone("thermal_zone0", "cpu", 90);
  only_critical.critical_c = 90;
  const auto without = zone("thermal_zone0", "cpu", 95);
  auto tolerant = zone("thermal_zone0", "cpu", 97);
  tolerant.hot_c = 100;

  for (const auto& hot : {with_trip, only_critical, without}) {
    const auto verdict = check(std::vector{hot});
    REQUIRE(verdict);
    CHECK(verdict->outcome == Outcome::failed);
    CHECK(verdict->findings[0].presence == Presence::present);
  }
  CHECK(check(std::vector{tolerant}).value().outcome == Outcome::passed);
}

TEST_CASE("a zone that cannot be read is unknown and named") {
  const auto verdict =
      check(std::vector{zone("thermal_zone0", "cpu", 50),
                        zone("thermal_zone1", "wifi", std::nullopt)});

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::inconclusive);
  CHECK(verdict->findings[0].presence == Presence::unknown);
  CHECK(verdict->summary == "no temperature from wifi");
}

TEST_CASE("an impossible temperature is no temperature") {
  for (const double celsius : {-274.0, 255.0}) {
    const auto verdict =
        check(std::vector{zone("thermal_zone0", "cpu", celsius)});

    REQUIRE(verdict);
    CHECK(verdict->findings[0].presence == Presence::unknown);
    CHECK(verdict->measurements.empty());
  }
}

TEST_CASE("heat is told even when another zone cannot be read") {
  const auto verdict =
      check(std::vector{zone("thermal_zone0", "cpu", 99),
                        zone("thermal_zone1", "wifi", std::nullopt)});

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(verdict->summary ==
        "cpu has 99.0 C (limit 95.0 C); no temperature from wifi");
}

TEST_CASE("a processor that is slowed down to cool it fails") {
  const auto verdict = check(std::vector{zone("thermal_zone0", "cpu", 80)},
                             {true, "cpufreq-cpu0 at 3", 62.5});

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(verdict->findings[0].presence == Presence::absent);
  CHECK(verdict->findings[1].id == "system.throttled");
  CHECK(verdict->findings[1].presence == Presence::present);
  CHECK(verdict->summary ==
        "slowed down to cool it: cpufreq-cpu0 at 3, at most 62 % of its "
        "frequency");
  CHECK(verdict->measurements.at(2).name == "frequency_allowed");
}

TEST_CASE("a product that never allows the highest frequency is not hot") {
  const auto verdict =
      check(std::vector{zone("thermal_zone0", "cpu", 50)}, {true, "", 70});

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->findings[1].presence == Presence::absent);
}

TEST_CASE("without anything to slow down, throttling is not known") {
  const auto verdict = check(std::vector{zone("thermal_zone0", "cpu", 50)});

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(verdict->findings[1].presence == Presence::unknown);
}

TEST_CASE("throttling is told where no zone can be read") {
  const auto verdict =
      check(std::vector<ThermalZone>(), {true, "thermal-cpufreq-0 at 1", {}});

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(verdict->findings[0].presence == Presence::unknown);
  CHECK(verdict->summary == "slowed down to cool it: thermal-cpufreq-0 at 1");
}

TEST_CASE("a board without zones cannot be asked") {
  CHECK(check(std::vector<ThermalZone>()).error() ==
        Error(Errc::unsupported, "no thermal zone"));
}

TEST_CASE("temperatures that cannot be read are an error with the step") {
  CHECK(check(Error(Errc::parse, "x")).error() ==
        Error(Errc::parse, "reading temperatures: x"));
}
