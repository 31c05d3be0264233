#include "agent/local/app_reports.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "tests/support/manual_clock.hpp"
#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  test::ManualClock clock;
  local::AppReports reports{clock};

  double value_of(std::string_view name) {
    const auto numbers = reports.numbers();
    for (const auto& number : numbers.value()) {
      if (number.name == name)
        return number.value;
    }
    return -1;
  }
};

}  // namespace

TEST_CASE("as long as no program tells anything there is nothing") {
  Fixture f;

  const auto numbers = f.reports.numbers();

  REQUIRE(!numbers);
  CHECK(numbers.error().code == Errc::unsupported);
}

TEST_CASE("events of one name are added up and forgotten within the hour") {
  Fixture f;
  REQUIRE(f.reports.count("playback.underrun", 2));
  f.clock.advance(25min);
  REQUIRE(f.reports.count("playback.underrun", 1));

  CHECK(f.value_of("playback.underrun") == 3);
  f.clock.advance(30min);
  CHECK(f.value_of("playback.underrun") == 3);
  f.clock.advance(10min);
  CHECK(f.value_of("playback.underrun") == 1);
  f.clock.advance(24h);
  CHECK(f.value_of("playback.underrun") == 0);
}

TEST_CASE("a count of none makes an event known") {
  Fixture f;
  REQUIRE(f.reports.count("asr.no_reply", 0));

  const auto numbers = f.reports.numbers();

  REQUIRE(numbers);
  REQUIRE(numbers->size() == 1);
  CHECK(numbers->front().counted);
  CHECK(numbers->front().value == 0);
}

TEST_CASE("of a measurement the last value counts, for an hour") {
  Fixture f;
  REQUIRE(f.reports.measure("asr.latency", 300, "ms"));
  REQUIRE(f.reports.measure("asr.latency", 412.5, "ms"));
  REQUIRE(f.reports.count("asr.latency", 1));

  CHECK(f.value_of("asr.latency") == 412.5);
  CHECK(f.reports.numbers()->size() == 2);
  f.clock.advance(61min);
  CHECK(f.reports.numbers()->size() == 1);
}

TEST_CASE("names, counts and numbers that are none are refused") {
  Fixture f;
  const std::string name = GENERATE(
      std::string(), std::string("Kitchen"), std::string("a b"),
      std::string("a/b"), std::string("\xe9\x9f\xb3"), std::string(49, 'a'));

  for (const auto& refused :
       {f.reports.count(name, 1), f.reports.measure(name, 1, "")}) {
    REQUIRE(!refused);
    CHECK(refused.error().code == Errc::parse);
  }
  CHECK(!f.reports.count("a", -1));
  CHECK(!f.reports.count("a", 1e9));
  CHECK(!f.reports.count("a", std::numeric_limits<double>::quiet_NaN()));
  CHECK(!f.reports.measure("a", std::numeric_limits<double>::infinity(), ""));
  CHECK(!f.reports.measure("a", 1, std::string(17, 'x')));
  CHECK(!f.reports.numbers());
}

TEST_CASE("there is room for so many names only, and those have their place") {
  Fixture f;
  for (int i = 0; i < 24; ++i)
    REQUIRE(f.reports.count("event_" + std::to_string(i), 1));

  const auto refused = f.reports.count("one_more", 1);

  REQUIRE(!refused);
  CHECK(refused.error().code == Errc::busy);
  CHECK(f.reports.count("event_3", 1));
  CHECK(f.value_of("event_3") == 2);
}
