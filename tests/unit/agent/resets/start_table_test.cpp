#include "agent/resets/start_table.hpp"

#include <catch2/catch.hpp>

#include "agent/store/database.hpp"
#include "agent/store/schema.hpp"
#include "tests/support/fake_resets.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;

namespace {

struct Table {
  template <class T>
  T ask(std::function<Result<T>(Connection&)> work) {
    return test::run(database->run<T>(std::move(work))).value();
  }
  /// The start of a boot after which this crash was found.
  Draft write(const std::string& boot_id, const std::string& crash = "") {
    Draft draft;
    draft.start.boot_id = boot_id;
    draft.start.wall_unix_s = 1000;
    auto signs = test::silent_signs();
    if (!crash.empty()) {
      auto& record = signs.crashes.emplace_back();
      record.kind = CrashRecord::Kind::panic;
      record.headline = "headline of " + crash;
      record.text = crash;
    }
    REQUIRE(test::run(database->run<void>([&](Connection& connection) {
      return write_start(connection, signs, draft);
    })));
    return draft;
  }
  void update(const std::string& boot_id, const Sequel& sequel) {
    REQUIRE(test::run(database->run<void>([&](Connection& connection) {
      return update_start(connection, boot_id, sequel);
    })));
  }
  std::vector<Start> starts() { return ask<std::vector<Start>>(read_starts); }
  std::int64_t number(const std::string& sql) {
    return ask<std::int64_t>(
        [&](Connection& connection) { return connection.integer(sql); });
  }
  void execute(const std::string& sql) {
    REQUIRE(test::run(database->run<void>(
        [&](Connection& connection) { return connection.execute(sql); })));
  }

  std::unique_ptr<Database> database =
      Database::in_memory(agent_schema()).value();
};

}  // namespace

TEST_CASE("the first start is new and knows of none before it") {
  Table table;
  CHECK(table.starts().empty());

  const auto draft = table.write("boot-1");

  CHECK(draft.is_first);
  CHECK(draft.is_new);
  CHECK(draft.start.reason == StartReason::unknown);
  CHECK(table.starts().size() == 1);
}

TEST_CASE("a start is kept with all that is told of it") {
  Table table;
  table.write("boot-1", "<0>[1.0] Kernel panic\n");

  const auto starts = table.starts();

  REQUIRE(starts.size() == 1);
  CHECK(starts[0].boot_id == "boot-1");
  CHECK(starts[0].reason == StartReason::kernel_panic);
  CHECK(starts[0].wall_unix_s == 1000);
  CHECK(!starts[0].wall_trusted);
  CHECK(starts[0].headline == "headline of <0>[1.0] Kernel panic\n");
  CHECK(table.number("SELECT length(crash_text) FROM system_start") == 22);
}

TEST_CASE("the same boot is written once") {
  Table table;
  table.write("boot-1");
  table.write("boot-2", "crash");

  const auto draft = table.write("boot-2", "another");

  CHECK(!draft.is_new);
  CHECK(table.starts().size() == 2);
  CHECK(table.starts()[1].headline == "headline of crash");
}

TEST_CASE("a crash is attributed to one start") {
  Table table;
  table.write("boot-1", "crash");

  CHECK(table.write("boot-2", "crash").start.reason !=
        StartReason::kernel_panic);
  CHECK(table.write("boot-3", "other").start.reason ==
        StartReason::kernel_panic);
}

TEST_CASE("the table holds the last 64 starts, oldest first") {
  Table table;
  for (int i = 0; i < 100; ++i)
    table.write("boot-" + std::to_string(i));

  const auto starts = table.starts();

  REQUIRE(starts.size() == 64);
  CHECK(starts.front().boot_id == "boot-36");
  CHECK(starts.back().boot_id == "boot-99");
}

TEST_CASE("only the last four crashes keep their text, all their headline") {
  Table table;
  for (int i = 0; i < 7; ++i) {
    const auto name = std::to_string(i);
    table.write("boot-" + name, "text " + name);
    table.write("quiet-" + name);
  }

  CHECK(table.number("SELECT count(*) FROM system_start WHERE crash_text != ''"
                     " AND crash_text >= 'text 3'") == 4);
  CHECK(table.number(
            "SELECT count(*) FROM system_start WHERE crash_text != ''") == 4);
  CHECK(table.starts().front().headline == "headline of text 0");
}

TEST_CASE("a mark of the last start only says how it ended") {
  Table table;
  Sequel stopped;
  stopped.stopped = true;
  table.write("boot-1");
  table.update("boot-1", stopped);
  table.update("boot-1", Sequel());
  CHECK(table.write("boot-2").start.reason == StartReason::orderly);
  CHECK(table.write("boot-3").start.reason == StartReason::power_cycle);

  table.update("boot-3", stopped);
  table.write("boot-3");
  CHECK(table.write("boot-4").start.reason == StartReason::power_cycle);
}

TEST_CASE("the time of a start can be set right, and stays right") {
  Table table;
  table.write("boot-1");
  Sequel right;
  right.wall_unix_s = 1'800'000'000;
  table.update("boot-1", right);
  table.update("boot-1", Sequel());

  CHECK(table.starts()[0].wall_unix_s == 1'800'000'000);
  CHECK(table.starts()[0].wall_trusted);
}

TEST_CASE("a reason that only a newer agent knows is unknown") {
  Table table;
  table.write("boot-1", "crash");
  for (const std::string number : {"99", "-1"}) {
    table.execute("UPDATE system_start SET reason = " + number);
    CHECK(table.starts()[0].reason == StartReason::unknown);
  }
}

TEST_CASE("a database from before this table keeps what it has") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "agent.db";
  auto older = agent_schema();
  while (older.back().find("system_start") == std::string::npos)
    older.pop_back();
  older.pop_back();
  const auto event =
      "INSERT INTO connection_event (boot_id, monotonic_ms, wall_unix_s, kind,"
      " bssid, by_access_point, text) VALUES ('boot-0', 1, 2, 3, '', 0, '')";
  {
    Table table{Database::open(file, older).value()};
    table.execute(event);
  }

  Table table{Database::open(file, agent_schema()).value()};
  table.write("boot-1");

  CHECK(table.starts().size() == 1);
  CHECK(table.ask<std::int64_t>([](Connection& connection) {
    return connection.integer("SELECT count(*) FROM connection_event");
  }) == 1);
}
