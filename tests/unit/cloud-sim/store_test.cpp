#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <random>

#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/store/ledger.hpp"
#include "cloud-sim/store/reports.hpp"
#include "cloud-sim/store/storage.hpp"
#include "cloud-sim/store/timeline.hpp"
#include "tests/support/run.hpp"
#include "tests/unit/cloud-sim/result_printer.hpp"

using namespace soundcheck;
using namespace soundcheck::cloud;

namespace {

struct Memory : Sqlite {
  Memory() : Sqlite(":memory:") { create_schema(*this); }
};

std::int64_t count(Sqlite& db, const char* table) {
  auto query = db.query("SELECT count(*) FROM " + std::string(table));
  query->step();
  return query->integer(0);
}

}  // namespace

TEST_CASE("the ledger knows every seq, in any order, in one row") {
  Memory db;
  std::vector<std::int64_t> seqs(500);
  std::iota(seqs.begin(), seqs.end(), 1);
  std::shuffle(seqs.begin(), seqs.end(), std::mt19937(7));

  for (const auto seq : seqs)
    REQUIRE(enter_in_ledger(db, "a", "box", seq, {}));
  for (const auto seq : seqs)
    REQUIRE_FALSE(enter_in_ledger(db, "a", "box", seq, {}));

  CHECK(count(db, "ledger") == 1);
  CHECK(enter_in_ledger(db, "a", "other", 1, {}));
  CHECK(enter_in_ledger(db, "b", "box", 1, {}));
}

TEST_CASE("the ledger of a device that sends nonsense stays small") {
  Memory db;
  StoreLimits limits;
  limits.ledger_rows_per_device = 10;

  for (std::int64_t seq = 1; seq < 200; seq += 2)
    enter_in_ledger(db, "a", "box", seq, limits);

  CHECK(count(db, "ledger") == 10);
  CHECK_FALSE(enter_in_ledger(db, "a", "box", 199, limits));
}

TEST_CASE("only so many reports and events are kept per device") {
  Memory db;
  StoreLimits limits;
  limits.reports_per_device = 3;
  limits.events_per_device = 2;

  for (std::uint64_t seq = 1; seq <= 5; ++seq) {
    v1::HealthReport report;
    report.set_outbox("box");
    report.set_seq(seq);
    store_report(db, "a", report, 1, limits);
    store_report(db, "b", report, 1, limits);
    add_event(db, "a", 1, "report", {}, limits);
  }

  const auto kept = list_reports(db, "a", 1000, 10);
  REQUIRE(kept.size() == 3);
  CHECK(kept[0].message.seq() == 5);
  CHECK(count_reports(db, "b") == 3);
  CHECK(list_events(db, "a", 10).size() == 2);
}

TEST_CASE("a command comes back as it was stored") {
  Memory db;
  Command command;
  command.id = "c";
  command.device = "a";
  command.verb = "run_probes";
  command.body.mutable_run_probes()->add_probe_ids("network.dns");
  insert_command(db, command, {});
  command.state = "refused";
  command.refusal = v1::REFUSAL_POLICY;
  command.diagnosis.emplace().set_complaint("drops");
  command.results.emplace_back().set_probe_id("network.dns");
  update_command(db, command);
  put_step(db, "c", {.position = 0, .probe_id = "network.dns"}, {});
  put_step(db, "c", {.position = 9999, .probe_id = "far"}, {});

  const auto found = find_command(db, "c");

  REQUIRE(found);
  CHECK(found->state == "refused");
  CHECK(found->refusal == v1::REFUSAL_POLICY);
  CHECK(found->diagnosis->complaint() == "drops");
  CHECK(found->results.at(0).probe_id() == "network.dns");
  CHECK(found->body.run_probes().probe_ids(0) == "network.dns");
  CHECK(found->steps.size() == 1);
}

TEST_CASE("devices are found by text, state, fault and firmware") {
  Memory db;
  for (const char* id : {"kitchen-1", "kitchen-2", "bath"})
    register_device(db, id, "t", "one");
  auto row = *find_device(db, "bath");
  row.state = "online";
  row.firmware = "4.2";
  update_device(db, row);
  v1::Diagnosis diagnosis;
  diagnosis.set_status(v1::DIAGNOSIS_STATUS_FAULT);
  diagnosis.add_faults()->set_fault_id("net.no_gateway");
  store_diagnosis(db, "kitchen-2", diagnosis, 10);

  CHECK(list_devices(db, {}).at(0).id == "kitchen-2");
  CHECK(list_devices(db, {.text = "KITCHEN"}).size() == 2);
  CHECK(list_devices(db, {.state = "online"}).size() == 1);
  CHECK(list_devices(db, {.fault = "any"}).size() == 1);
  CHECK(list_devices(db, {.fault = "none"}).size() == 2);
  CHECK(list_devices(db, {.fault = "net.no_gateway"}).size() == 1);
  CHECK(list_devices(db, {.firmware = "4.2"}).size() == 1);
  const auto fleet = summarise(db);
  CHECK(fleet.devices == 3);
  CHECK(fleet.online == 1);
  CHECK(fleet.with_fault == 1);
}

TEST_CASE("the signal of a row is the Wi-Fi probe's") {
  Memory db;
  register_device(db, "a", "t", "");
  v1::ProbeResult result;
  result.set_probe_id("wifi.link");
  auto* signal = result.add_measurements();
  signal->set_name("signal");
  signal->set_unit("dBm");
  signal->set_value(-61);
  store_result(db, "a", result, 5, {});

  CHECK(find_device(db, "a")->signal_dbm == -61);
}

TEST_CASE("work that fails leaves nothing behind") {
  auto db = std::make_unique<Sqlite>(":memory:");
  create_schema(*db);
  Storage storage(std::move(db));
  const auto story = [&]() -> boost::asio::awaitable<std::int64_t> {
    auto refuse = [](Sqlite& inner) -> Result<int> {
      register_device(inner, "a", "t", "");
      return Error(Errc::invalid, "no", "no");
    };
    auto refused = co_await storage.call(std::move(refuse));
    CHECK_FALSE(refused);
    auto mistake = [](Sqlite& inner) {
      register_device(inner, "b", "t", "");
      inner.run("INSERT INTO nowhere VALUES(1)");
      return 1;
    };
    auto failed = co_await storage.call(std::move(mistake));
    REQUIRE_FALSE(failed);
    CHECK(failed.error().kind == Errc::internal);
    auto look = [](Sqlite& inner) { return count(inner, "devices"); };
    auto found = co_await storage.call(std::move(look));
    co_return found.value();
  };

  CHECK(soundcheck::test::run(story()) == 0);
}
