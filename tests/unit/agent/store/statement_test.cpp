#include "agent/store/statement.hpp"

#include <catch2/catch.hpp>

#include "agent/store/connection.hpp"
#include "tests/support/result_printer.hpp"

using namespace soundcheck;

namespace {

Connection with_table() {
  auto connection = Connection::open(":memory:");
  REQUIRE(connection);
  REQUIRE(connection->execute("CREATE TABLE t (i, r, s, b)"));
  return std::move(*connection);
}

}  // namespace

TEST_CASE("values come back as they were bound") {
  auto connection = with_table();
  const std::string bytes("\0\xff\0x", 4);
  auto insert = connection.prepare("INSERT INTO t VALUES (?, ?, ?, ?)");
  REQUIRE(insert);
  REQUIRE(insert->bind(std::int64_t{-5})
              .bind(2.5)
              .bind_text("h\xc3\xa9")
              .bind_blob(bytes)
              .finish());

  auto select = connection.prepare("SELECT i, r, s, b, NULL FROM t");
  REQUIRE(select);
  const auto row = select->step();

  REQUIRE(row);
  REQUIRE(*row);
  CHECK(select->integer(0) == -5);
  CHECK(select->real(1) == 2.5);
  CHECK(select->text(2) == "h\xc3\xa9");
  CHECK(select->blob(3) == bytes);
  CHECK(select->is_null(4));
  CHECK(!select->is_null(0));
  CHECK(select->step().value() == false);
}

TEST_CASE("empty bytes are not NULL") {
  auto connection = with_table();
  auto insert = connection.prepare("INSERT INTO t (b, s) VALUES (?, ?)");
  REQUIRE(insert->bind_blob({}).bind_null().finish());

  auto select = connection.prepare("SELECT b, s FROM t");
  REQUIRE(select->step().value());

  CHECK(!select->is_null(0));
  CHECK(select->is_null(1));
}

TEST_CASE("a statement can be run again with other values") {
  auto connection = with_table();
  auto insert = connection.prepare("INSERT INTO t (i) VALUES (?)");

  REQUIRE(insert->bind(std::int64_t{1}).finish());
  REQUIRE(insert->reset().bind(std::int64_t{2}).finish());

  CHECK(connection.integer("SELECT sum(i) FROM t").value() == 3);
}

TEST_CASE("one value too many makes the step fail") {
  auto connection = with_table();
  auto insert = connection.prepare("INSERT INTO t (i) VALUES (?)");

  const auto done = insert->bind(std::int64_t{1}).bind_text("x").finish();

  REQUIRE(!done);
  CHECK(done.error().what == "binding: column index out of range");
}

TEST_CASE("wrong SQL is told with SQLite's words") {
  auto connection = with_table();

  const auto statement = connection.prepare("SELECT x FROM nowhere");

  REQUIRE(!statement);
  CHECK(statement.error().code == Errc::io);
  CHECK(statement.error().what ==
        "SELECT x FROM nowhere: no such table: nowhere");
}

TEST_CASE("a number is asked for, and there is no row") {
  auto connection = with_table();

  CHECK(connection.integer("SELECT i FROM t").error().what ==
        "SELECT i FROM t: no row");
}
