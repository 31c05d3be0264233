#include "probes/system/app_events.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

using namespace soundcheck;

namespace {

class FakeAppLog final : public AppLog {
 public:
  explicit FakeAppLog(std::vector<AppNumber> numbers)
      : numbers_(std::move(numbers)) {}
  const AppNumber* number(std::size_t place) override {
    return place < numbers_.size() ? &numbers_[place] : nullptr;
  }

 private:
  std::vector<AppNumber> numbers_;
};

Result<Verdict> check(AppLog& log) {
  test::Steps progress;
  return test::run(system::check_app_events(log, {}, progress));
}

Result<Verdict> check(std::vector<AppNumber> numbers) {
  FakeAppLog log(std::move(numbers));
  return check(log);
}

}  // namespace

TEST_CASE("gaps in playback above the limit are a fault") {
  const auto verdict = check(
      {{"playback.underrun", "", 7, true}, {"asr.no_reply", "", 4, true}});

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::failed);
  REQUIRE(verdict->findings.size() == 2);
  CHECK(verdict->findings[0].id == "app.underruns");
  CHECK(verdict->findings[0].presence == Presence::present);
  CHECK(verdict->findings[0].evidence ==
        "7 gaps in playback in an hour (limit 6)");
  CHECK(verdict->findings[1].id == "app.no_replies");
  CHECK(verdict->findings[1].presence == Presence::absent);
  CHECK(verdict->summary == verdict->findings[0].evidence);
}

TEST_CASE("all that programs told becomes a measurement") {
  const auto verdict = check({{"asr.no_reply", "", 1, true},
                              {"wake.false_alarm", "", 9, true},
                              {"asr.latency", "ms", 412}});

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  REQUIRE(verdict->measurements.size() == 3);
  CHECK(verdict->measurements[1].name == "wake_false_alarm");
  CHECK(verdict->measurements[1].unit == "1/h");
  CHECK(verdict->measurements[2].value == 412);
  CHECK(verdict->measurements[2].unit == "ms");
}

TEST_CASE("what no program counts is not known, and a measurement no event") {
  const auto verdict = check({{"playback.underrun", "ms", 100}});

  REQUIRE(verdict);
  CHECK(verdict->outcome == Outcome::passed);
  for (const auto& finding : verdict->findings)
    CHECK(finding.presence == Presence::unknown);
}

TEST_CASE("without programs that tell anything it is not supported") {
  NoAppLog nobody;

  const auto verdict = check(nobody);

  REQUIRE(!verdict);
  CHECK(verdict.error().code == Errc::unsupported);
}
