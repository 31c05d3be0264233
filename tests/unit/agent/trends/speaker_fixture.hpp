#pragma once

#include "agent/store/schema.hpp"
#include "agent/trends/trend_history.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

namespace soundcheck::test {

inline ProbeRun run_of(std::string probe, std::vector<Measurement> numbers) {
  ProbeRun run{};
  run.probe_id = std::move(probe);
  run.outcome = Outcome::passed;
  run.measurements = std::move(numbers);
  return run;
}

/// A speaker whose check-ups have the numbers that it is told, over restarts;
/// one database in one file.
struct TrendSpeaker {
  TrendSpeaker() {
    // A new day, so that buckets and days are easy to count.
    clock.set_wall(std::chrono::seconds(1'800'000'000 / 86'400 * 86'400));
    start();
  }
  void start(const std::string& boot_id = "boot") {
    history.reset();
    database =
        Database::open(folder.path() / "agent.db", agent_schema()).value();
    history.emplace(clock, profile);
    history->open(*database, boot_id, firmware);
  }
  /// As after a power cut: what was not written is gone.
  void restart(const std::string& boot_id) {
    history.reset();
    database.reset();
    clock.advance(std::chrono::seconds(10));
    start(boot_id);
  }
  void check(std::vector<ProbeRun> runs) {
    REQUIRE(run(history->keep(runs, access_point)));
  }
  void check_space(double percent) {
    check({run_of("firmware.storage", {{"available_data", percent, "%"}})});
  }
  Outlook outlook() {
    const auto all = run(history->outlooks());
    REQUIRE(all);
    REQUIRE(all->size() == 1);
    return all->front();
  }
  std::size_t buckets() {
    const auto told = run(history->tell());
    REQUIRE(told);
    return told->history.lines.empty()
               ? 0
               : told->history.lines.front().buckets.size();
  }

  TemporaryFolder folder;
  ManualClock clock;
  Profile profile;
  std::string firmware = "1.0", access_point;
  std::unique_ptr<Database> database;
  std::optional<TrendHistory> history;
};

}  // namespace soundcheck::test
