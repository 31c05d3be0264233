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

  Result<void> count(std::string_view name, double count) {
    return reports.take(name, count, "event");
  }
  std::size_t size() {
    std::size_t size = 0;
    while (reports.number(size))
      ++size;
    return size;
  }
};

}  // namespace

TEST_CASE("as long as no program tells anything there is nothing") {
  Fixture f;

  CHECK(f.reports.number(0) == nullptr);
}

TEST_CASE("events of one name are added up and forgotten within the hour") {
  Fixture f;
  REQUIRE(f.count("playback.underrun", 2));
  f.clock.advance(25min);
  REQUIRE(f.count("playback.underrun", 1));

  REQUIRE(f.size() == 1);
  CHECK(f.reports.number(0)->name == "playback.underrun");
  CHECK(f.reports.number(0)->counted);
  CHECK(f.reports.number(0)->value == 3);
  f.clock.advance(30min);
  CHECK(f.reports.number(0)->value == 3);
  f.clock.advance(10min);
  CHECK(f.reports.number(0)->value == 1);
  f.clock.advance(24h);
  CHECK(f.reports.number(0)->value == 0);
  REQUIRE(f.count("playback.underrun", 5));
  CHECK(f.reports.number(0)->value == 5);
}

TEST_CASE("a count of none makes an event known") {
  Fixture f;
  REQUIRE(f.count("asr.no_reply", 0));

  REQUIRE(f.size() == 1);
  CHECK(f.reports.number(0)->counted);
  CHECK(f.reports.number(0)->value == 0);
}

TEST_CASE("of a measurement the last value counts, for an hour") {
  Fixture f;
  REQUIRE(f.reports.take("asr.latency", 300, "ms"));
  REQUIRE(f.reports.take("asr.latency", 412.5, "ms"));
  REQUIRE(f.count("asr.latency", 1));

  REQUIRE(f.size() == 2);
  CHECK(f.reports.number(0)->value == 412.5);
  CHECK(f.reports.number(0)->unit == "ms");
  CHECK(!f.reports.number(0)->counted);
  f.clock.advance(61min);
  REQUIRE(f.size() == 1);
  CHECK(f.reports.number(0)->counted);
}

TEST_CASE("names, counts and numbers that are none are refused") {
  Fixture f;
  const std::string name = GENERATE(
      std::string(), std::string("Kitchen"), std::string("a b"),
      std::string("a/b"), std::string("\xe9\x9f\xb3"), std::string(49, 'a'));
  constexpr auto nan = std::numeric_limits<double>::quiet_NaN();
  constexpr auto endless = std::numeric_limits<double>::infinity();

  for (const auto& refused :
       {f.count(name, 1), f.reports.take(name, 1, ""), f.count("a", -1),
        f.count("a", 1e9), f.count("a", nan), f.reports.take("a", endless, ""),
        f.reports.take("a", 1, std::string(17, 'x'))}) {
    REQUIRE(!refused);
    CHECK(refused.error().code == Errc::parse);
  }
  CHECK(f.size() == 0);
}

TEST_CASE("there is room for so many names only, and those have their place") {
  Fixture f;
  for (int i = 0; i < 24; ++i)
    REQUIRE(f.count("event_" + std::to_string(i), 1));

  const auto refused = f.count("one_more", 1);

  REQUIRE(!refused);
  CHECK(refused.error().code == Errc::busy);
  CHECK(f.size() == 24);
  CHECK(f.count("event_3", 1));
  CHECK(f.reports.number(3)->value == 2);
}
