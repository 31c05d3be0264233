#include "agent/remedies/attempt_table.hpp"

#include <catch2/catch.hpp>

#include "agent/store/schema.hpp"
#include "tests/support/result_printer.hpp"

using namespace soundcheck;
using namespace soundcheck::remedies;

namespace {

Connection journal() {
  auto connection = Connection::open(":memory:").value();
  for (const auto& step : agent_schema())
    REQUIRE(connection.execute(step));
  return connection;
}

std::vector<Attempt> all_in(Connection& connection) {
  std::vector<Attempt> all;
  REQUIRE(read_attempts(connection, all));
  return all;
}

}  // namespace

TEST_CASE("an attempt is written before and completed after") {
  auto connection = journal();
  Attempt attempt;
  attempt.id = 7;
  attempt.remedy_id = "renew_address";
  attempt.fault_id = "net.no_address";
  attempt.boot_id = "boot-1";
  attempt.at_s = 1'700'000'000;
  attempt.automatic = true;
  REQUIRE(write_attempt(connection, attempt));
  CHECK(all_in(connection)[0].outcome == v1::REMEDY_OUTCOME_UNSPECIFIED);

  attempt.outcome = v1::REMEDY_OUTCOME_HEALED;
  attempt.detail = "there is an address";
  REQUIRE(write_attempt(connection, attempt));

  const auto all = all_in(connection);
  REQUIRE(all.size() == 1);
  CHECK(all[0].id == 7);
  CHECK(all[0].remedy_id == "renew_address");
  CHECK(all[0].fault_id == "net.no_address");
  CHECK(all[0].boot_id == "boot-1");
  CHECK(all[0].at_s == 1'700'000'000);
  CHECK(all[0].automatic);
  CHECK_FALSE(all[0].disruptive);
  CHECK(all[0].outcome == v1::REMEDY_OUTCOME_HEALED);
  CHECK(all[0].detail == "there is an address");
}

TEST_CASE("the journal of remedies does not grow for ever") {
  auto connection = journal();
  Attempt attempt;
  for (attempt.id = 1; attempt.id <= 100; ++attempt.id)
    REQUIRE(write_attempt(connection, attempt));

  const auto all = all_in(connection);
  CHECK(all.size() == 64);
  CHECK(all.back().id == 100);
}

TEST_CASE("an outcome of a newer agent counts as one that did not help") {
  auto connection = journal();
  REQUIRE(write_attempt(connection, Attempt{.id = 1}));
  REQUIRE(connection.execute("UPDATE remedy_attempt SET outcome = 99"));

  CHECK(all_in(connection)[0].outcome == v1::REMEDY_OUTCOME_FAILED);
}
