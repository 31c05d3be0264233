#include "agent/journal/connection_journal.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "agent/store/schema.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
namespace asio = boost::asio;
using Kind = ConnectionEvent::Kind;

namespace {

ConnectionEvent disconnected(int reason) {
  ConnectionEvent event;
  event.kind = Kind::disconnected;
  event.bssid = "02:00:00:aa:bb:cc";
  event.code = reason;
  event.by_access_point = true;
  event.signal_dbm = -55;
  event.frequency_mhz = 2437;
  event.text = "forged";
  return event;
}

/// Tells when the test says so, and waits to be cancelled.
class FakeWatch final : public ConnectionWatch {
 public:
  Task<void> watch(Tell tell_) override {
    tell = std::move(tell_);
    asio::steady_timer forever(co_await asio::this_coro::executor,
                               asio::steady_timer::time_point::max());
    co_await forever.async_wait(asio::as_tuple(asio::use_awaitable));
    tell = nullptr;
    co_return Error(Errc::cancelled, "stopped");
  }
  Tell tell;
};

/// One run of the agent over a database.
struct Run {
  explicit Run(Database& database_, std::string boot = "boot-1")
      : database(database_) {
    clock.set_wall(1'800'000'000s);
    journal.emplace(io.get_executor(), clock);
    asio::co_spawn(io, open(std::move(boot)), asio::detached);
    settle();
    REQUIRE(opened);
  }
  ~Run() { stop(); }

  asio::awaitable<void> open(std::string boot) {
    opened = (co_await journal->open(database, std::move(boot))).has_value();
  }
  void stop() {
    asio::co_spawn(io, journal->stop(), asio::detached);
    settle();
  }
  void settle() {
    // The storage thread answers in its own time.
    for (int idle = 0; idle < 20;) {
      idle = io.poll() == 0 ? idle + 1 : 0;
      REQUIRE(test::run(
          database.run<void>([](Connection&) { return Result<void>(); })));
      io.restart();
    }
  }
  void pass(std::chrono::milliseconds time) {
    clock.advance(time);
    // Any event wakes the writer, which then looks at the clock.
    journal->note_broker(broker = !broker);
    settle();
  }
  std::vector<ConnectionEvent> recent(std::chrono::seconds window = 20min) {
    return test::run(journal->recent(window)).value();
  }
  std::vector<std::string> kinds() {
    std::vector<std::string> names;
    for (const auto& event : recent())
      names.emplace_back(to_string(event.kind));
    return names;
  }
  std::int64_t rows() {
    return test::run(database.run<std::int64_t>([](Connection& connection) {
             return connection.integer("SELECT count(*) FROM connection_event");
           }))
        .value();
  }

  Database& database;
  asio::io_context io{1};
  test::ManualClock clock;
  std::optional<ConnectionJournal> journal;
  bool opened = false;
  bool broker = false;
};

std::unique_ptr<Database> in_memory() {
  return Database::in_memory(agent_schema()).value();
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("an event gets its time and is there at once, oldest first") {
  const auto database = in_memory();
  Run run(*database);
  run.journal->note(disconnected(3));
  run.clock.advance(2s);
  run.journal->note(disconnected(7));

  const auto events = run.recent();

  REQUIRE(events.size() == 2);
  CHECK(events[0].code == 3);
  CHECK(events[0].monotonic == 1s);
  CHECK(events[0].wall_unix_s == 1'800'000'000);
  CHECK(events[1].code == 7);
  CHECK(events[1].monotonic == 3s);
}

TEST_CASE("only the window that is asked for is answered") {
  const auto database = in_memory();
  Run run(*database);
  run.journal->note(disconnected(3));
  run.clock.advance(11min);
  run.journal->note(disconnected(7));

  CHECK(run.recent(10min).size() == 1);
  CHECK(run.recent(11min).size() == 2);
}

TEST_CASE("what the watch tells is noted, after that it began") {
  const auto database = in_memory();
  Run run(*database);
  FakeWatch watch;
  run.journal->start(watch);
  run.settle();

  watch.tell(disconnected(3));

  CHECK(run.kinds() == Names{"watch_began", "disconnected"});
  run.stop();
  CHECK(!watch.tell);
}

TEST_CASE("the broker is noted when it changes only") {
  const auto database = in_memory();
  Run run(*database);

  for (const bool online : {false, false, true, true, false})
    run.journal->note_broker(online);

  CHECK(run.kinds() ==
        Names{"broker_offline", "broker_online", "broker_offline"});
}

TEST_CASE("a start of the speaker tells what it came after") {
  const auto database = in_memory();
  Run run(*database);

  run.journal->note_start(StartReason::kernel_panic);

  CHECK(run.kinds() == Names{"started"});
  CHECK(run.recent().at(0).text == "after a kernel panic");
}

TEST_CASE("a burst is written in one batch, after a moment") {
  const auto database = in_memory();
  Run run(*database);
  for (int i = 0; i < 10; ++i)
    run.journal->note(disconnected(3));
  run.settle();
  CHECK(run.rows() == 0);

  run.pass(5s);

  CHECK(run.rows() >= 10);
}

TEST_CASE("everything of an event survives a restart of the agent") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "agent.db";
  auto expected = disconnected(3);
  {
    const auto database = Database::open(file, agent_schema()).value();
    Run run(*database);
    run.journal->note(disconnected(3));
    expected = run.recent().at(0);
    run.stop();
  }

  const auto database = Database::open(file, agent_schema()).value();
  Run run(*database);

  REQUIRE(run.recent().size() == 1);
  CHECK(run.recent()[0] == expected);
}

TEST_CASE("events of an earlier boot lie before this one") {
  const auto database = in_memory();
  {
    Run before(*database, "boot-1");
    before.clock.advance(10h);
    before.journal->note(disconnected(3));
  }
  Run run(*database, "boot-2");
  run.clock.set_wall(1'800'000'000s + 10h + 90s);

  const auto events = run.recent();

  REQUIRE(events.size() == 1);
  CHECK(events[0].monotonic == 1s - 90s);
  CHECK(run.recent(60s).empty());
}

TEST_CASE("events of an earlier boot have no place before the clock is set") {
  const auto database = in_memory();
  { Run(*database, "boot-1").journal->note(disconnected(3)); }
  Run run(*database, "boot-2");
  run.clock.set_wall(0s);

  CHECK(run.recent().empty());
}

TEST_CASE("the wall time of this boot follows a clock that was set") {
  const auto database = in_memory();
  Run run(*database);
  run.clock.set_wall(0s);
  run.journal->note(disconnected(3));
  run.clock.advance(10s);
  run.clock.set_wall(1'800'000'100s);

  CHECK(run.recent().at(0).wall_unix_s == 1'800'000'090);
}

TEST_CASE("a storm leaves the newest events, in memory and on disk") {
  const auto database = in_memory();
  Run run(*database);
  for (int i = 0; i < 1000; ++i) {
    run.journal->note(disconnected(i));
    if (i % 100 == 0)
      run.pass(5s);
  }
  run.stop();

  REQUIRE(run.recent().size() == ConnectionJournal::max_events);
  CHECK(run.recent().back().code == 999);
  CHECK(run.rows() <= 464);
}

TEST_CASE("a disk that takes nothing is survived in memory") {
  const auto database = in_memory();
  Run run(*database);
  REQUIRE(test::run(database->run<void>([](Connection& connection) {
    return connection.execute("DROP TABLE connection_event");
  })));
  run.journal->note(disconnected(3));

  run.pass(5s);
  run.journal->note(disconnected(7));

  CHECK(run.recent().front().code == 3);
  CHECK(run.recent().back().code == 7);
}

TEST_CASE("what was not written is written once the disk takes it again") {
  const auto database = in_memory();
  Run run(*database);
  const auto rename = [&](std::string from, std::string to) {
    REQUIRE(test::run(database->run<void>([from, to](Connection& connection) {
      return connection.execute("ALTER TABLE " + from + " RENAME TO " + to);
    })));
  };
  rename("connection_event", "gone");
  run.journal->note(disconnected(3));
  run.pass(5s);
  rename("gone", "connection_event");

  run.pass(5s);

  CHECK(run.rows() >= 1);
}

TEST_CASE("rows that make no sense are left out") {
  const auto database = in_memory();
  REQUIRE(test::run(database->run<void>([](Connection& connection) {
    return connection.execute(
        "INSERT INTO connection_event VALUES"
        " (1, 'boot-1', 5, 5, 9999, 'x', 0, '', NULL, NULL, NULL),"
        " (2, 'boot-1', 5, 5, -1, 'x', 0, '', NULL, NULL, NULL),"
        " (3, 'boot-1', 5, 5, 'key', 'x', 0, '', 'y', NULL, 1e300)");
  })));
  Run run(*database);

  CHECK(run.recent().size() == 1);
}

TEST_CASE("the access point is that of the last association, over restarts") {
  const auto database = Database::in_memory(agent_schema()).value();
  ConnectionEvent joined;
  joined.kind = Kind::associated;
  joined.bssid = "02:00:00:00:00:01";
  {
    Run run(*database);
    CHECK(run.journal->access_point().empty());
    run.journal->note(joined);
    joined.kind = Kind::roamed;
    joined.bssid = "02:00:00:00:00:02";
    run.journal->note(joined);
    run.journal->note(disconnected(3));
    CHECK(run.journal->access_point() == "02:00:00:00:00:02");
  }
  Run again(*database, "boot-2");

  CHECK(again.journal->access_point() == "02:00:00:00:00:02");
}
