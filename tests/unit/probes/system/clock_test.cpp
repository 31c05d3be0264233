#include "probes/system/clock.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/unit/probes/system/fake_system.hpp"
#include "tests/unit/probes/system/fake_web.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t now_s = 1'750'000'000;

struct Fixture {
  Fixture() {
    system.clock_->wall_unix_s = now_s;
    system.clock_->synchronised = true;
    system.clock_->has_rtc = true;
    system.clock_->rtc_offset_s = 0;
    limits.server.http_url = "http://time.example/204";
    limits.server.timeout = 700ms;
  }
  void unsynchronised(std::chrono::milliseconds time) {
    system.clock_->synchronised = false;
    system.clock_->unsynchronised_for = time;
  }
  Result<Verdict> check() {
    return test::run(system::check_clock(system, web, limits, progress));
  }

  test::FakeSystem system;
  test::FakeWeb web;
  test::Steps progress;
  system::ClockLimits limits;
};

/// unsynchronised, wrong
std::pair<Presence, Presence> presences(const Verdict& verdict) {
  REQUIRE(verdict.findings.size() == 2);
  CHECK(verdict.findings[0].id == "system.clock_unsynchronised");
  CHECK(verdict.findings[1].id == "system.clock_wrong");
  return {verdict.findings[0].presence, verdict.findings[1].presence};
}

}  // namespace

TEST_CASE("a synchronised clock near the server's passes") {
  Fixture f;
  f.system.clock_->estimated_error_ms = 1.5;
  f.system.clock_->rtc_offset_s = -2;
  f.web.answer = test::dated(now_s - 3);

  const auto verdict = f.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presences(*verdict) == std::pair(Presence::absent, Presence::absent));
  CHECK(verdict->measurements.at(0).name == "http_offset");
  CHECK(verdict->measurements.at(0).value == 3);
  CHECK(verdict->measurements.at(1).name == "estimated_error");
  CHECK(verdict->measurements.at(2).name == "rtc_offset");
  CHECK(f.web.asked->url == "http://time.example/204");
  CHECK(f.web.asked->timeout == 700ms);
}

TEST_CASE("a clock that is off by more than the limit fails either way") {
  Fixture f;
  const auto [date, direction] = GENERATE(table<std::int64_t, std::string>(
      {{now_s + 61, "61 s behind"}, {now_s - 61, "61 s ahead of"}}));
  f.web.answer = test::dated(date);

  const auto verdict = f.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presences(*verdict) == std::pair(Presence::absent, Presence::present));
  CHECK(verdict->findings[1].evidence ==
        "the clock is " + direction + " HTTP Date (limit 60 s)");
}

TEST_CASE("an unsynchronised clock that is right passes, however long") {
  Fixture f;
  f.unsynchronised(30h);
  f.web.answer = test::dated(now_s - 5);

  const auto verdict = f.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presences(*verdict) == std::pair(Presence::absent, Presence::absent));
  CHECK(verdict->findings[0].evidence ==
        "the kernel says unsynchronised for 30 h, but it is right");
}

TEST_CASE("a clock that goes off without being synchronised fails") {
  Fixture f;
  f.unsynchronised(61min);
  f.web.answer = test::dated(now_s - 6);

  const auto verdict = f.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  CHECK(presences(*verdict) == std::pair(Presence::present, Presence::absent));
  CHECK(verdict->findings[0].evidence ==
        "the kernel says unsynchronised for 61 min");
}

TEST_CASE("in the first hour nobody need have synchronised the clock") {
  Fixture f;
  f.unsynchronised(60min);
  f.web.answer = test::dated(now_s - 30);

  const auto verdict = f.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presences(*verdict).first == Presence::absent);
}

TEST_CASE("a product whose clock nothing synchronises is not blamed for it") {
  Fixture f;
  f.unsynchronised(30h);
  f.limits.max_unsynchronised = 0s;
  f.web.answer = test::dated(now_s - 30);

  const auto verdict = f.check();

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  CHECK(presences(*verdict).first == Presence::absent);
}

TEST_CASE("a clock that nobody has watched is not judged for its past") {
  Fixture f;
  f.unsynchronised(30h);
  f.system.clock_->unsynchronised_for.reset();
  f.web.answer = test::dated(now_s - 30);

  CHECK(presences(f.check().value()).first == Presence::unknown);
}

TEST_CASE("what a power cut does to the time is told as well") {
  Fixture f;
  f.unsynchronised(2h);
  f.web.answer = test::dated(now_s - 30);
  std::string expected;
  SECTION("no clock chip") {
    f.system.clock_->has_rtc = false;
    f.system.clock_->rtc_offset_s.reset();
    expected = "no clock chip keeps it while the power is off";
  }
  SECTION("a clock chip without a time") {
    f.system.clock_->rtc_offset_s.reset();
    expected = "the clock chip has lost its time";
  }
  SECTION("a clock chip in 1970") {
    f.system.clock_->rtc_offset_s = 60.0 - now_s;
    expected = "the clock chip has lost its time";
  }

  CHECK(f.check()->findings[0].evidence ==
        "the kernel says unsynchronised for 2 h; " + expected);
}

TEST_CASE("without an answer the kernel's word is all there is") {
  Fixture f;
  WebAnswer silent;
  silent.reached = WebStage::connect;
  f.web.answer = silent;

  SECTION("synchronised passes") {
    const auto verdict = f.check();
    REQUIRE(verdict);
    CHECK(verdict->outcome == Outcome::passed);
    CHECK(presences(*verdict) ==
          std::pair(Presence::absent, Presence::unknown));
    CHECK(verdict->findings[1].evidence == "no answer: no connection");
  }
  SECTION("unsynchronised since a while is inconclusive") {
    f.unsynchronised(10min);
    const auto verdict = f.check();
    REQUIRE(verdict);
    CHECK(verdict->outcome == Outcome::inconclusive);
    CHECK(presences(*verdict) ==
          std::pair(Presence::absent, Presence::unknown));
  }
  SECTION("unsynchronised for long fails") {
    f.unsynchronised(2h);
    const auto verdict = f.check();
    REQUIRE(verdict);
    CHECK(verdict->outcome == Outcome::failed);
    CHECK(presences(*verdict) ==
          std::pair(Presence::present, Presence::unknown));
  }
}

TEST_CASE("an answer without a date compares nothing") {
  Fixture f;
  f.web.answer = test::dated(0);

  const auto verdict = f.check();

  REQUIRE(verdict);
  CHECK(presences(*verdict).second == Presence::unknown);
  CHECK(verdict->findings[1].evidence == "the server told no date");
}

TEST_CASE("a profile without a server asks nobody") {
  Fixture f;
  f.limits.server.http_url.clear();

  const auto verdict = f.check();

  REQUIRE(verdict);
  CHECK(!f.web.asked);
  CHECK(presences(*verdict).second == Presence::unknown);
}

TEST_CASE("a board without a web still tells what the kernel says") {
  Fixture f;
  f.web.answer = Error(Errc::unsupported, "no web here");

  const auto verdict = f.check();

  REQUIRE(verdict);
  CHECK(verdict->findings[1].evidence == "no answer: no web here");
}

TEST_CASE("errors of either port are told with the step") {
  Fixture f;
  SECTION("web") {
    f.web.answer = Error(Errc::parse, "not a URL");
    CHECK(f.check().error() ==
          Error(Errc::parse, "asking a server for the time: not a URL"));
  }
  SECTION("clock") {
    f.system.clock_ = Error(Errc::io, "adjtimex");
    CHECK(f.check().error() == Error(Errc::io, "reading the clock: adjtimex"));
  }
}
