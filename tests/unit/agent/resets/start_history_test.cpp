#include "agent/resets/start_history.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "agent/store/schema.hpp"
#include "tests/support/fake_resets.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

CrashRecord panic(const std::string& name, const std::string& words) {
  CrashRecord record;
  record.name = name;
  record.kind = CrashRecord::Kind::panic;
  record.headline = "Kernel panic - not syncing: " + words;
  record.text = "<0>[ 1.0] " + record.headline + "\n";
  return record;
}

/// A speaker over its restarts; one database in one file.
struct Speaker {
  struct Opened {
    std::optional<StartReason> news;
    Result<std::vector<Start>> starts = std::vector<Start>();
  };

  /// One run of the daemon.
  Opened run(const std::string& boot_id, bool stopped_in_order) {
    const auto database = Database::open(file, schema).value();
    return test::run(live(*database, boot_id, stopped_in_order));
  }
  asio::awaitable<Opened> live(Database& database,
                               std::string boot_id,
                               bool stopped_in_order) {
    StartHistory history(clock, resets);
    Opened opened;
    history.open(database, boot_id, lasting);
    (void)co_await history.starts();
    if (const auto* start = history.news())
      opened.news = start->reason;
    clock.advance(1min);
    if (later)
      later();
    const auto starts = co_await history.starts();
    if (starts)
      opened.starts = starts->list;
    else
      opened.starts = starts.error();
    if (stopped_in_order)
      (void)co_await history.stop();
    co_return opened;
  }
  StartReason reason(const std::string& boot_id) {
    return run(boot_id, false).starts.value().back().reason;
  }
  /// Nothing can be written from now on.
  void break_table() {
    schema.push_back(
        "CREATE TRIGGER full BEFORE INSERT ON system_start BEGIN"
        " SELECT RAISE(ABORT, 'database or disk is full'); END");
    REQUIRE(Database::open(file, schema));
  }
  void mend_table() {
    schema.push_back("DROP TRIGGER full");
    REQUIRE(Database::open(file, schema));
  }
  void keep(std::vector<CrashRecord> crashes) {
    resets.signs_.crashes = std::move(crashes);
  }
  std::size_t records() const { return resets.signs_.crashes.size(); }

  test::TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "agent.db";
  Database::Schema schema = agent_schema();
  test::ManualClock clock;
  test::FakeResets resets;
  bool lasting = true;
  std::function<void()> later;  ///< happens while the daemon runs
};

}  // namespace

TEST_CASE("the first start that is known is kept and explains nothing") {
  Speaker speaker;

  const auto opened = speaker.run("boot-1", false);

  CHECK(!opened.news);
  REQUIRE(opened.starts.value().size() == 1);
  CHECK(opened.starts->back().reason == StartReason::unknown);
}

TEST_CASE("a daemon that starts anew in the same boot adds nothing") {
  Speaker speaker;
  speaker.run("boot-1", false);
  speaker.run("boot-2", true);

  for (const bool in_order : {true, false, true}) {
    const auto opened = speaker.run("boot-2", in_order);
    CHECK(!opened.news);
    CHECK(opened.starts.value().size() == 2);
  }
}

TEST_CASE("who was stopped in order and never ran again was shut down") {
  Speaker speaker;
  speaker.run("boot-1", true);

  const auto opened = speaker.run("boot-2", false);

  CHECK(opened.news == StartReason::orderly);
  CHECK(opened.starts.value().back().reason == StartReason::orderly);
}

TEST_CASE("a restart of the service alone is no shutdown") {
  Speaker speaker;
  speaker.run("boot-1", true);
  speaker.run("boot-1", false);

  CHECK(speaker.run("boot-2", false).news == StartReason::power_cycle);
}

TEST_CASE("a panic is kept with its words, and its record makes room") {
  Speaker speaker;
  speaker.run("boot-1", false);
  speaker.keep({panic("dmesg-0", "sysrq")});

  const auto opened = speaker.run("boot-2", false);

  CHECK(opened.news == StartReason::kernel_panic);
  CHECK(opened.starts.value().back().headline ==
        "Kernel panic - not syncing: sysrq");
  CHECK(speaker.records() == 0);
}

TEST_CASE("a crash record is taken off the board only when its start is kept") {
  Speaker speaker;
  speaker.run("boot-1", false);
  speaker.keep({panic("dmesg-0", "sysrq")});
  std::int64_t kept = 0;
  speaker.resets.before_forgetting = [&] {
    // As another process would find the file after a power cut now.
    auto other = Connection::open(speaker.file).value();
    kept = other
               .integer(
                   "SELECT count(*) FROM system_start WHERE reason = 2"
                   " AND crash_text != ''")
               .value();
  };

  speaker.run("boot-2", false);

  CHECK(kept == 1);
}

TEST_CASE("a disk that takes nothing leaves the crash record where it is") {
  Speaker speaker;
  speaker.run("boot-1", false);
  speaker.keep({panic("dmesg-0", "sysrq")});
  speaker.break_table();

  const auto opened = speaker.run("boot-2", false);

  CHECK(speaker.records() == 1);
  REQUIRE(opened.starts.value().size() == 2);
  CHECK(opened.starts->back().reason == StartReason::kernel_panic);

  speaker.mend_table();
  CHECK(speaker.reason("boot-2") == StartReason::kernel_panic);
  CHECK(speaker.records() == 0);
}

TEST_CASE("a database in memory leaves the crash record where it is") {
  Speaker speaker;
  speaker.lasting = false;
  speaker.keep({panic("dmesg-0", "sysrq")});

  CHECK(speaker.reason("boot-1") == StartReason::kernel_panic);
  CHECK(speaker.records() == 1);
}

TEST_CASE("a crash whose record could not be removed is not counted twice") {
  Speaker speaker;
  speaker.run("boot-1", false);
  speaker.keep({panic("dmesg-0", "sysrq")});
  speaker.resets.forget_answer = Error(Errc::io, "killed in between");
  CHECK(speaker.reason("boot-2") == StartReason::kernel_panic);
  CHECK(speaker.records() == 1);

  SECTION("by a daemon that starts anew, which removes it") {
    speaker.resets.forget_answer = Result<void>();
    CHECK(speaker.run("boot-2", false).starts.value().size() == 2);
    CHECK(speaker.records() == 0);
  }
  SECTION("by the next start") {
    CHECK(speaker.reason("boot-3") == StartReason::power_cycle);
  }
  SECTION("while a new crash beside it is") {
    speaker.resets.signs_.crashes.push_back(panic("dmesg-1", "another"));
    CHECK(speaker.run("boot-3", false).starts.value().back().headline ==
          "Kernel panic - not syncing: another");
  }
}

TEST_CASE("records that explain nothing are removed as well") {
  Speaker speaker;
  speaker.run("boot-1", true);
  auto ordinary = panic("dmesg-0", "");
  ordinary.kind = CrashRecord::Kind::no_crash;
  speaker.keep({ordinary, panic("dmesg-1", "during the shutdown")});

  const auto opened = speaker.run("boot-2", false);

  CHECK(opened.news == StartReason::orderly);
  CHECK(opened.starts.value().back().headline ==
        "Kernel panic - not syncing: during the shutdown");
  CHECK(speaker.records() == 0);
}

TEST_CASE("on a board that tells nothing the reason is unknown") {
  Speaker speaker;
  speaker.run("boot-1", false);
  speaker.resets.signs_ = ResetSigns();

  CHECK(speaker.run("boot-2", false).news == StartReason::unknown);
}

TEST_CASE("the time of a start is that of the boot, not of the daemon") {
  Speaker speaker;
  speaker.clock.advance(10min);
  const auto boot = std::chrono::duration_cast<std::chrono::seconds>(
                        speaker.clock.wall() - speaker.clock.monotonic())
                        .count();

  CHECK(speaker.run("boot-1", false).starts.value().back().wall_unix_s == boot);
}

TEST_CASE("a clock that is set later sets the time of this start right") {
  Speaker speaker;
  speaker.clock.set_trusted(false);
  speaker.clock.set_wall(5s);
  CHECK(!speaker.run("boot-1", false).starts.value().back().wall_trusted);

  speaker.clock.set_wall(1'800'000'000s);
  speaker.clock.set_trusted(true);
  const auto starts = speaker.run("boot-1", false).starts.value();

  CHECK(starts.back().wall_trusted);
  CHECK(starts.back().wall_unix_s > 1'799'000'000);
}

TEST_CASE("a clock that is set while the daemon runs is noted") {
  Speaker speaker;
  speaker.clock.set_trusted(false);
  speaker.later = [&] { speaker.clock.set_trusted(true); };
  speaker.run("boot-1", false);
  speaker.later = nullptr;

  CHECK(speaker.run("boot-1", false).starts.value().back().wall_trusted);
}

TEST_CASE("a clock that is set after the last check-up is noted at the stop") {
  Speaker speaker;
  speaker.clock.set_trusted(false);
  const auto database = Database::open(speaker.file, speaker.schema).value();
  const auto stop_late = [&]() -> asio::awaitable<bool> {
    StartHistory history(speaker.clock, speaker.resets);
    history.open(*database, "boot-1", true);
    (void)co_await history.starts();
    speaker.clock.set_trusted(true);
    (void)co_await history.stop();
    co_return true;
  };
  REQUIRE(test::run(stop_late()));
  speaker.clock.set_trusted(false);

  const auto starts = speaker.run("boot-2", false).starts.value();
  CHECK(starts.front().wall_trusted);
  CHECK(starts.back().reason == StartReason::orderly);
}

TEST_CASE("without a boot id nothing is written down") {
  Speaker speaker;
  speaker.keep({panic("dmesg-0", "x")});

  const auto opened = speaker.run("", true);

  CHECK(!opened.news);
  CHECK(opened.starts.error() ==
        Error(Errc::unsupported, "starts are not written down"));
  CHECK(speaker.records() == 1);
}
