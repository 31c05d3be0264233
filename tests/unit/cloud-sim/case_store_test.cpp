#include <catch2/catch.hpp>
#include <cstdio>
#include <unistd.h>

#include "cloud-sim/store/cases.hpp"
#include "tests/unit/cloud-sim/case_scene.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"

using namespace soundcheck;
using namespace soundcheck::cloud;
using namespace soundcheck::cloud::test;

namespace {

struct Memory : Sqlite {
  Memory() : Sqlite(":memory:") { create_schema(*this); }
};

Case case_of(const std::string& device, const std::string& fault) {
  Case record;
  record.device = device;
  record.origin = "alarm";
  record.state = "routed";
  record.fault_id = fault;
  record.level = "l1";
  record.opened_ms = 1;
  return record;
}

void close(Sqlite& db, std::int64_t id) {
  auto record = find_case(db, id).value();
  record.closed_ms = 9;
  record.state = "closed";
  update_case(db, record);
}

}  // namespace

TEST_CASE("two open cases of one device and fault cannot be stored") {
  Memory db;
  const auto first = insert_case(db, case_of("a", "dns"), {});

  CHECK_THROWS_AS(insert_case(db, case_of("a", "dns"), {}), SqliteFailure);
  insert_case(db, case_of("a", ""), {});
  insert_case(db, case_of("b", "dns"), {});
  close(db, first);
  CHECK(insert_case(db, case_of("a", "dns"), {}) > first);
}

TEST_CASE("only so many closed cases are kept per device, with their events") {
  Memory db;
  StoreLimits limits;
  limits.cases_per_device = 3;
  for (int i = 0; i < 6; ++i) {
    const auto id = insert_case(db, case_of("a", "dns"), limits);
    add_case_event(db, id, "opened", 1, "opened", {}, limits);
    close(db, id);
  }
  insert_case(db, case_of("a", "dns"), limits);

  CHECK(list_cases(db, {.device = "a"}).size() == 4);
  auto query = db.query("SELECT count(*) FROM case_events");
  query->step();
  CHECK(query->integer(0) == 3);
}

TEST_CASE("what happened once is noted once") {
  Memory db;
  const auto id = insert_case(db, case_of("a", "dns"), {});

  CHECK(add_case_event(db, id, "report:1", 1, "report", {}, {}));
  CHECK_FALSE(add_case_event(db, id, "report:1", 2, "report", {}, {}));

  CHECK(list_case_events(db, id).size() == 1);
}

TEST_CASE("reports make room for what people did, and never the other way") {
  Memory db;
  StoreLimits limits;
  limits.events_per_case = 5;
  const auto id = insert_case(db, case_of("a", "dns"), limits);
  add_case_event(db, id, "opened", 1, "opened", {}, limits);
  add_case_event(db, id, "note:1", 1, "note", {}, limits);
  for (int i = 0; i < 20; ++i)
    add_case_event(db, id, "report:" + std::to_string(i), 1, "report", {},
                   limits);

  const auto events = list_case_events(db, id);

  REQUIRE(events.size() == 5);
  CHECK(events[0].kind == "opened");
  CHECK(events[1].kind == "note");
  for (int i = 2; i < 9; ++i)
    add_case_event(db, id, "note:" + std::to_string(i), 1, "note", {}, limits);
  CHECK(list_case_events(db, id).size() == 5);
  CHECK(list_case_events(db, id)[0].kind == "opened");
}

TEST_CASE("open cases stand first, the most severe one on top") {
  Memory db;
  auto severity = [&](std::int64_t id, const char* word) {
    auto record = find_case(db, id).value();
    record.severity = word;
    update_case(db, record);
  };
  const auto old = insert_case(db, case_of("a", "x"), {});
  severity(old, "s1");
  close(db, old);
  const auto mild = insert_case(db, case_of("a", "mild"), {});
  severity(mild, "s3");
  const auto grave = insert_case(db, case_of("b", "grave"), {});
  severity(grave, "s1");

  std::vector<std::int64_t> order;
  for (const auto& one : list_cases(db, {}))
    order.push_back(one.id);

  CHECK(order == std::vector<std::int64_t>{grave, mild, old});
  CHECK(list_cases(db, {.device = "b"}).size() == 1);
  CHECK(list_cases(db, {.level = "l2"}).empty());
  CHECK(list_cases(db, {.open = false}).size() == 1);
  CHECK(list_cases(db, {.open = true, .limit = 1}).size() == 1);
}

TEST_CASE("a case survives a restart of the cloud") {
  const auto file = "/tmp/soundcheck_cases_" + std::to_string(::getpid());
  std::int64_t id = 0;
  {
    Sqlite db(file);
    create_schema(db);
    id = insert_case(db, case_of("a", "dns"), {});
    auto record = find_case(db, id).value();
    record.assignee = "ann";
    record.confirmed_by = "network.dns";
    record.stars = 4;
    update_case(db, record);
    add_case_event(db, id, "note:1", 7, "note", {{"text", "hello"}}, {});
  }
  Sqlite db(file);
  create_schema(db);

  const auto kept = find_case(db, id).value();
  CHECK(kept.assignee == "ann");
  CHECK(kept.confirmed_by == "network.dns");
  CHECK(kept.stars == 4);
  const auto events = list_case_events(db, id);
  REQUIRE(events.size() == 1);
  CHECK(events[0].data == R"({"text":"hello"})");
  for (const char* end : {"", "-wal", "-shm"})
    std::remove((file + end).c_str());
}
