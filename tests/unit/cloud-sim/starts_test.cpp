#include "cloud-sim/store/starts.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/unit/cloud-sim/result_printer.hpp"

using namespace soundcheck;
using namespace soundcheck::cloud;

namespace {

constexpr UnixMs minute_ms = 60'000;
constexpr UnixMs noon_ms = 1'764'000'000'000;

struct Memory : Sqlite {
  Memory() : Sqlite(":memory:") { create_schema(*this); }
};

v1::HealthReport report_of(const std::string& boot,
                           UnixMs up_ms,
                           bool trusted = true) {
  v1::HealthReport report;
  report.set_boot_id(boot);
  report.set_monotonic_ms(up_ms);
  report.set_clock_trusted(trusted);
  report.set_wall_unix_ms(noon_ms);
  report.set_firmware_version("4.2");
  return report;
}

v1::HealthReport with_reason(v1::HealthReport report, double number) {
  auto& result = *report.add_results();
  result.set_probe_id("system.resets");
  auto& one = *result.add_measurements();
  one.set_name("start_reason");
  one.set_value(number);
  return report;
}

}  // namespace

TEST_CASE("all reports of one boot tell of one start") {
  Memory db;

  note_start(db, "a", report_of("boot-1", minute_ms), noon_ms, {});
  note_start(db, "a", report_of("boot-1", 6 * minute_ms),
             noon_ms + 5 * minute_ms, {});
  note_start(db, "b", report_of("boot-1", minute_ms), noon_ms, {});

  const auto starts = list_starts(db, "a", 10);
  REQUIRE(starts.size() == 1);
  CHECK(starts[0].started_ms == noon_ms - minute_ms);
  CHECK(starts[0].exact);
  CHECK(starts[0].last_report_ms == noon_ms + 5 * minute_ms);
  CHECK(starts[0].firmware == "4.2");
}

TEST_CASE("the reason comes with whichever report tells it, and stays") {
  Memory db;

  note_start(db, "a", report_of("boot-1", 1), noon_ms, {});
  CHECK(list_starts(db, "a", 10)[0].reason == "unknown");
  note_start(db, "a", with_reason(report_of("boot-1", 2), 2), noon_ms, {});
  CHECK(list_starts(db, "a", 10)[0].reason == "panic");
  note_start(db, "a", report_of("boot-1", 3), noon_ms, {});

  CHECK(list_starts(db, "a", 10)[0].reason == "panic");
}

TEST_CASE("each number of a speaker is a reason, any other is unknown") {
  const std::pair<double, const char*> table[] = {
      {0, "unknown"},     {1, "orderly"},           {2, "panic"},
      {3, "watchdog"},    {4, "brown_out"},         {5, "overheat"},
      {6, "power_cut"},   {7, "unknown"},           {-1, "unknown"},
      {1e300, "unknown"}, {std::nan(""), "unknown"}};
  for (const auto& [number, reason] : table) {
    Memory db;
    note_start(db, "a", with_reason(report_of("boot-1", 1), number), noon_ms,
               {});
    INFO(number);
    CHECK(list_starts(db, "a", 10)[0].reason == reason);
  }
}

TEST_CASE(
    "a start is placed by a clock that is right as soon as there is one") {
  Memory db;

  note_start(db, "a", report_of("boot-1", minute_ms, false),
             noon_ms + 20 * minute_ms, {});
  CHECK_FALSE(list_starts(db, "a", 10)[0].exact);
  note_start(db, "a", report_of("boot-1", minute_ms, false),
             noon_ms + 10 * minute_ms, {});
  CHECK(list_starts(db, "a", 10)[0].started_ms == noon_ms + 9 * minute_ms);

  note_start(db, "a", report_of("boot-1", 5 * minute_ms), noon_ms, {});
  note_start(db, "a", report_of("boot-1", minute_ms, false), noon_ms, {});

  const auto starts = list_starts(db, "a", 10);
  CHECK(starts[0].exact);
  CHECK(starts[0].started_ms == noon_ms - 5 * minute_ms);
}

TEST_CASE("an orderly stop after which other firmware runs is an update") {
  Memory db;
  const auto start = [&](const char* boot, const char* firmware, double reason,
                         UnixMs at_ms) {
    auto report = with_reason(report_of(boot, 0), reason);
    report.set_firmware_version(firmware);
    note_start(db, "a", report, noon_ms + at_ms, {});
  };
  start("boot-1", "4.1", 6, 0);
  start("boot-2", "4.2", 1, minute_ms);
  start("boot-3", "4.2", 1, 2 * minute_ms);
  start("boot-4", "4.3", 2, 3 * minute_ms);

  const auto starts = list_starts(db, "a", 10);
  REQUIRE(starts.size() == 4);
  CHECK(starts[0].reason == "panic");
  CHECK(starts[1].reason == "orderly");
  CHECK(starts[2].reason == "update");
  CHECK(starts[3].reason == "power_cut");
  // The one before the list still counts.
  const auto few = list_starts(db, "a", 3);
  REQUIRE(few.size() == 3);
  CHECK(few[2].reason == "update");
}

TEST_CASE("a speaker that invents boots and times keeps only so many") {
  Memory db;
  StoreLimits limits;
  limits.starts_per_device = 3;
  for (int i = 0; i < 9; ++i)
    note_start(db, "a", report_of("boot-" + std::to_string(i), i * minute_ms),
               noon_ms, limits);
  note_start(db, "a", report_of("far", INT64_MAX), noon_ms, limits);
  note_start(db, "a", report_of("early", INT64_MIN), noon_ms, limits);
  note_start(db, "a", report_of("", 1), noon_ms, limits);

  const auto starts = list_starts(db, "a", 10);
  REQUIRE(starts.size() == 3);
  for (const auto& one : starts)
    CHECK(one.started_ms <= noon_ms);
}

TEST_CASE("a database of the version before starts were kept gains them") {
  Memory db;
  db.execute(
      "DROP TABLE starts; DROP TABLE case_events; DROP TABLE cases;"
      "DROP TABLE bundle_pieces; DROP TABLE bundles;"
      "ALTER TABLE commands DROP COLUMN consent_until_ms;"
      "ALTER TABLE sessions DROP COLUMN consent_until_ms");
  db.execute("PRAGMA user_version = 1");

  create_schema(db);
  create_schema(db);
  note_start(db, "a", report_of("boot-1", 1), noon_ms, {});

  CHECK(list_starts(db, "a", 10).size() == 1);
}
