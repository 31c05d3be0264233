#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/unit/agent/trends/speaker_fixture.hpp"

// What the history wears of the flash. A commit appends every page that it has
// changed to the write-ahead log, 4096 bytes and 24 of a header; later each is
// written into the database once more. So twice what the log grows by in a day
// is the most that the day writes.

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

constexpr double bar_bytes = 1e6;

/// As many series as can be kept.
std::vector<ProbeRun> check_up(int i) {
  std::vector<Measurement> numbers;
  for (int mount = 0; mount < 32; ++mount) {
    numbers.push_back(
        {"available_" + std::to_string(mount), 50.0 + i % 7 + mount, "%"});
  }
  return {test::run_of("firmware.storage", numbers)};
}

std::uintmax_t log_bytes(const test::TrendSpeaker& speaker) {
  return std::filesystem::file_size(speaker.folder.path() / "agent.db-wal");
}

/// Of the last of `days`, so that buckets are summed up and forgotten.
double bytes_of_a_day(std::chrono::minutes period, int days) {
  test::TrendSpeaker speaker;
  const auto looks = static_cast<int>(24h / period);
  for (int i = 0; i < looks * (days - 1); ++i) {
    speaker.check(check_up(i));
    speaker.clock.advance(period);
  }
  // The log is begun anew, and then long enough not to be cut in a day.
  speaker.restart("another boot");
  REQUIRE(test::run(speaker.database->run<void>([](Connection& connection) {
    return connection.execute("PRAGMA wal_autocheckpoint=0");
  })));
  speaker.clock.advance(4h);
  speaker.check(check_up(0));
  const auto before = log_bytes(speaker);
  for (int i = 0; i < looks; ++i) {
    speaker.clock.advance(period);
    speaker.check(check_up(i));
  }
  return 2.0 * static_cast<double>(log_bytes(speaker) - before);
}

}  // namespace

TEST_CASE("a day of check-ups every six hours stays far below the bar") {
  const auto bytes = bytes_of_a_day(360min, 65);
  CHECK(bytes > 0);
  CHECK(bytes < bar_bytes / 4);
}

TEST_CASE("a day of check-ups every five minutes stays below the bar") {
  const auto bytes = bytes_of_a_day(5min, 4);
  CHECK(bytes > 0);
  CHECK(bytes < bar_bytes / 2);
}

TEST_CASE("a speaker that restarts for ever writes no more") {
  test::TrendSpeaker speaker;
  REQUIRE(test::run(speaker.database->run<void>([](Connection& connection) {
    return connection.execute("PRAGMA wal_autocheckpoint=0");
  })));
  const auto before = log_bytes(speaker);
  for (int i = 0; i < 24 * 30; ++i) {
    test::ManualClock boot;
    boot.set_wall(speaker.clock.wall());
    boot.advance(30s);
    TrendHistory history(boot, speaker.profile);
    history.open(*speaker.database, "boot " + std::to_string(i), "1.0");
    REQUIRE(test::run(history.keep(check_up(i), "")));
    speaker.clock.advance(2min);
  }
  const auto bytes = 2.0 * static_cast<double>(log_bytes(speaker) - before);
  CHECK(bytes > 0);
  CHECK(bytes < bar_bytes / 2);
}
