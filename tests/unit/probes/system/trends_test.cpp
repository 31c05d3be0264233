#include "probes/system/trends.hpp"

#include <catch2/catch.hpp>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/verdicts.hpp"

using namespace soundcheck;
using Subject = Outlook::Subject;

namespace {

class FakeTrendLog final : public TrendLog {
 public:
  explicit FakeTrendLog(std::vector<Outlook> outlooks)
      : outlooks_(std::move(outlooks)) {}
  Task<std::vector<Outlook>> outlooks() override { co_return outlooks_; }

 private:
  std::vector<Outlook> outlooks_;
};

Outlook falling(Subject subject, double days) {
  Outlook outlook;
  outlook.subject = subject;
  outlook.worsens = true;
  outlook.days_left = days;
  outlook.earliest_days = days / 2;
  outlook.latest_days = days * 2;
  outlook.text = "falls";
  return outlook;
}

Outlook well(Subject subject) {
  Outlook outlook;
  outlook.subject = subject;
  outlook.text = "stays";
  return outlook;
}

Outlook unknown(Subject subject) {
  Outlook outlook;
  outlook.subject = subject;
  outlook.why_unknown = "2 values";
  return outlook;
}

Verdict check(std::vector<Outlook> outlooks) {
  FakeTrendLog log(std::move(outlooks));
  test::Steps progress;
  return test::run(system::check_trends(log, Profile::Trends(), progress))
      .value();
}

}  // namespace

TEST_CASE("a disk that is full within the month is found, with its range") {
  auto space = falling(Subject::space, 12);
  space.of_which = "data";

  const auto verdict = check({space, well(Subject::memory)});

  CHECK(verdict.outcome == Outcome::failed);
  CHECK(test::presence(verdict, "system.disk_fills") == Presence::present);
  CHECK(test::presence(verdict, "system.memory_leak") == Presence::absent);
  CHECK(verdict.summary == "data: falls");
  CHECK(test::measured(verdict, "disk_full_in") == 12);
  CHECK(test::measured(verdict, "disk_full_in_low") == 6);
  CHECK(test::measured(verdict, "disk_full_in_high") == 24);
}

TEST_CASE("what is further away than the limit is told and no finding") {
  const auto verdict =
      check({falling(Subject::heat, 31), falling(Subject::flash, 400)});

  CHECK(verdict.outcome == Outcome::passed);
  CHECK(test::presence(verdict, "system.heat_rises") == Presence::absent);
  CHECK(test::presence(verdict, "firmware.flash_ages") == Presence::absent);
  CHECK(test::measured(verdict, "too_hot_in") == 31);
}

TEST_CASE("flash is warned of a year before") {
  CHECK(test::presence(check({falling(Subject::flash, 300)}),
                       "firmware.flash_ages") == Presence::present);
}

TEST_CASE("a fall that may be chance is none") {
  auto chance = falling(Subject::signal, 5);
  chance.worsens = false;

  const auto verdict = check({chance});

  CHECK(test::presence(verdict, "wifi.signal_falls") == Presence::absent);
  CHECK(verdict.measurements.empty());
}

TEST_CASE("counts and levels need no day on which they end") {
  for (const auto& [subject, id] :
       {std::pair(Subject::resets, "system.resets_rise"),
        std::pair(Subject::retries, "wifi.retries_rise"),
        std::pair(Subject::drops, "wifi.drops_rise")}) {
    auto rising = well(subject);
    rising.worsens = true;
    CHECK(test::presence(check({rising}), id) == Presence::present);
  }
}

TEST_CASE("of several disks the soonest is measured, and the bad one named") {
  auto soon = falling(Subject::space, 3), late = falling(Subject::space, 300);
  soon.of_which = "data";
  late.of_which = "root";

  const auto verdict = check({late, soon});

  CHECK(test::measured(verdict, "disk_full_in") == 3);
  CHECK(verdict.summary == "data: falls");
}

TEST_CASE("with too little history it cannot tell") {
  const auto verdict = check({unknown(Subject::space), unknown(Subject::heat)});

  CHECK(verdict.outcome == Outcome::inconclusive);
  CHECK(test::presence(verdict, "system.disk_fills") == Presence::unknown);
  CHECK(verdict.summary == "2 values");
  CHECK(check({}).outcome == Outcome::inconclusive);
}

TEST_CASE("a number that is not known yet takes nothing from the others") {
  CHECK(check({unknown(Subject::flash), well(Subject::space)}).outcome ==
        Outcome::passed);
}

TEST_CASE("where nobody keeps a history the probe is not supported") {
  NoTrendLog nobody;
  test::Steps progress;

  const auto verdict =
      test::run(system::check_trends(nobody, Profile::Trends(), progress));

  REQUIRE_FALSE(verdict);
  CHECK(verdict.error().code == Errc::unsupported);
}
