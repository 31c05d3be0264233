#include "agent/store/database.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <future>
#include <stdexcept>
#include <thread>

#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace soundcheck;
namespace fs = std::filesystem;

namespace {

const Database::Schema one_table = {"CREATE TABLE n (value INTEGER)"};

Result<void> insert(Connection& connection, int value) {
  return connection.execute("INSERT INTO n VALUES (" + std::to_string(value) +
                            ")");
}

Result<void> add(Database& database, int value) {
  return test::run(database.run<void>(
      [value](Connection& connection) { return insert(connection, value); }));
}

Result<std::int64_t> ask(Database& database, std::string sql) {
  return test::run(database.run<std::int64_t>(
      [sql = std::move(sql)](Connection& connection) {
        return connection.integer(sql);
      }));
}

std::unique_ptr<Database> opened(const fs::path& file) {
  auto database = Database::open(file, one_table);
  REQUIRE(database);
  return std::move(*database);
}

}  // namespace

TEST_CASE("what was committed is there when the file is opened again") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "a.db";

  REQUIRE(add(*opened(file), 7));

  CHECK(ask(*opened(file), "SELECT value FROM n").value() == 7);
}

TEST_CASE("the file is written ahead and synchronised at each commit") {
  const test::TemporaryFolder folder;
  const auto database = opened(folder.path() / "a.db");

  CHECK(ask(*database, "PRAGMA synchronous").value() == 2);
  CHECK(fs::exists(folder.path() / "a.db-wal"));
}

TEST_CASE("work that answers an error leaves nothing behind") {
  const auto database = Database::in_memory(one_table).value();

  const auto done =
      test::run(database->run<void>([](Connection& connection) -> Result<void> {
        REQUIRE(insert(connection, 1));
        return Error(Errc::busy, "changed my mind");
      }));

  CHECK(done.error() == Error(Errc::busy, "changed my mind"));
  CHECK(ask(*database, "SELECT count(*) FROM n").value() == 0);
}

TEST_CASE("work that throws leaves nothing behind and is told as internal") {
  const auto database = Database::in_memory(one_table).value();

  const auto done =
      test::run(database->run<void>([](Connection& connection) -> Result<void> {
        REQUIRE(insert(connection, 1));
        throw std::runtime_error("a defect");
      }));

  CHECK(done.error() == Error(Errc::internal, "a defect"));
  CHECK(ask(*database, "SELECT count(*) FROM n").value() == 0);
  CHECK(add(*database, 2));
}

TEST_CASE("work runs on the storage thread and resumes on the caller's") {
  const auto database = Database::in_memory(one_table).value();
  const auto here = std::this_thread::get_id();
  std::thread::id worked, resumed;

  const auto ask_twice = [&]() -> Task<void> {
    const std::function<Result<void>(Connection&)> look =
        [&](Connection&) -> Result<void> {
      worked = std::this_thread::get_id();
      return {};
    };
    const auto done = co_await database->run<void>(look);
    resumed = std::this_thread::get_id();
    co_return done;
  };
  REQUIRE(test::run(ask_twice()));

  CHECK(worked != here);
  CHECK(resumed == here);
}

TEST_CASE("only schema steps that the file has not seen are applied") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "a.db";
  REQUIRE(add(*opened(file), 1));
  auto longer = one_table;
  longer.push_back("ALTER TABLE n ADD COLUMN extra INTEGER DEFAULT 9");

  const auto newer = Database::open(file, longer);

  REQUIRE(newer);
  CHECK(ask(**newer, "SELECT extra FROM n").value() == 9);
  CHECK(ask(**newer, "PRAGMA user_version").value() == 2);
}

TEST_CASE("the file of a newer agent is used as it is") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "a.db";
  auto longer = one_table;
  longer.push_back("CREATE TABLE later (x)");
  REQUIRE(Database::open(file, longer));

  const auto older = opened(file);

  CHECK(older->put_aside().empty());
  CHECK(add(*older, 1));
  CHECK(ask(*older, "PRAGMA user_version").value() == 2);
}

TEST_CASE("a schema step that fails is undone and told with its number") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "a.db";

  const auto database =
      Database::open(file, {one_table[0], "CREATE TABLE m (x); nonsense"});

  REQUIRE(!database);
  CHECK(database.error().what.starts_with("schema step 2: "));
  CHECK(ask(*opened(file), "SELECT count(*) FROM sqlite_schema").value() == 1);
}

TEST_CASE("a file that is no database is put aside and a new one is made") {
  const test::TemporaryFolder folder;
  const auto file = folder.write("a.db", std::string(5000, 'x'));
  folder.write("a.db.broken-1", "an older one");

  const auto database = opened(file);

  CHECK(add(*database, 1));
  const auto told = database->put_aside();
  CHECK(told.find("file is not a database") != std::string::npos);
  const fs::path aside = told.substr(0, told.find(" ("));
  CHECK(aside.string().starts_with(file.string() + ".broken-"));
  CHECK(fs::file_size(aside) == 5000);
  CHECK(!fs::exists(folder.path() / "a.db.broken-1"));
}

TEST_CASE("a database with a damaged page is put aside") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "a.db";
  {
    const auto database = opened(file);
    REQUIRE(test::run(
        database->run<void>([](Connection& connection) -> Result<void> {
          for (int i = 0; i < 3000; ++i) {
            const auto done = insert(connection, i);
            if (!done)
              return done;
          }
          return {};
        })));
  }
  std::fstream damage(file, std::ios::in | std::ios::out | std::ios::binary);
  damage.seekp(4096 * 2);
  damage << std::string(4096, '\x5a');
  damage.close();

  const auto database = opened(file);

  CHECK(!database->put_aside().empty());
  CHECK(ask(*database, "SELECT count(*) FROM n").value() == 0);
}

TEST_CASE("a place where no file can be made is an io error") {
  const auto database = Database::open("/nonexistent/a.db", one_table);

  REQUIRE(!database);
  CHECK(database.error().code == Errc::io);
  CHECK(database.error().what ==
        "/nonexistent/a.db: unable to open database file");
}

TEST_CASE("a full disk is an io error, and reading still works") {
  const test::TemporaryFolder folder;
  const auto database = opened(folder.path() / "a.db");
  REQUIRE(add(*database, 1));
  const auto pages = ask(*database, "PRAGMA page_count").value();
  REQUIRE(ask(*database, "PRAGMA max_page_count=" + std::to_string(pages)));

  const auto done = test::run(database->run<void>([](Connection& connection) {
    return connection.execute("INSERT INTO n SELECT zeroblob(100000) FROM n");
  }));

  REQUIRE(!done);
  CHECK(done.error().code == Errc::io);
  CHECK(done.error().what.find("database or disk is full") !=
        std::string::npos);
  CHECK(ask(*database, "SELECT count(*) FROM n").value() == 1);
}

TEST_CASE("a caller that is gone before the answer harms nobody") {
  const auto database = Database::in_memory(one_table).value();
  bool resumed = false;
  {
    boost::asio::io_context io(1);
    // Else the answer might come while the caller still runs.
    std::promise<void> left;
    const std::function<Result<void>(Connection&)> work =
        [&left](Connection& connection) {
          left.get_future().wait();
          return insert(connection, 1);
        };
    boost::asio::co_spawn(
        io, database->run<void>(work),
        [&](std::exception_ptr, Result<void>) { resumed = true; });
    io.poll();
    left.set_value();
    // The thread has taken the first transaction before it does this one.
    REQUIRE(ask(*database, "SELECT count(*) FROM n").value() == 1);
  }

  CHECK(!resumed);
}
