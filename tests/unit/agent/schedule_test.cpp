#include "agent/schedule.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace std::chrono_literals;
using Reason = Schedule::Reason;

namespace {

constexpr auto start = 1000ms;
const ScheduleTimes times{30s, 600s, 10s};

/// Without jitter: the middle of the span.
Schedule make_schedule(double random = 0.5) {
  return Schedule(times, start, [random] { return random; });
}

Schedule booted() {
  auto schedule = make_schedule();
  REQUIRE(schedule.take(start + 30s) == Reason::boot);
  return schedule;
}

CheckupResult result_with(std::vector<std::pair<std::string, Outcome>> runs,
                          std::string fault_id = "") {
  CheckupResult result;
  for (auto& [id, outcome] : runs) {
    ProbeRun run{};
    run.probe_id = id;
    run.outcome = outcome;
    result.runs.push_back(run);
  }
  if (!fault_id.empty())
    result.diagnosis.faults.push_back({fault_id, "", 1, {}, {}, {}});
  return result;
}

}  // namespace

TEST_CASE("the first check-up waits for the boot delay") {
  auto schedule = make_schedule();

  CHECK(schedule.next() == start + 30s);
  CHECK(!schedule.take(start + 29999ms));
  CHECK(schedule.take(start + 30s) == Reason::boot);
  CHECK(!schedule.take(start + 30s));
}

TEST_CASE("then it checks once per period") {
  auto schedule = booted();

  CHECK(schedule.next() == start + 630s);
  CHECK(schedule.take(start + 630s) == Reason::periodic);
  CHECK(schedule.next() == start + 1230s);
}

TEST_CASE("a closer look lasts its time, then all is as usual") {
  auto schedule = booted();

  schedule.look_closer(start + 40s, 20s, 50s);

  CHECK(schedule.take(start + 60s) == Reason::closer);
  CHECK(schedule.take(start + 80s) == Reason::closer);
  CHECK(schedule.next() == start + 100s);
  CHECK(schedule.take(start + 100s) == Reason::periodic);
  CHECK(schedule.next() == start + 700s);
}

TEST_CASE("a closer look can be ended at once") {
  auto schedule = booted();
  schedule.look_closer(start + 40s, 20s, 500s);

  schedule.look_closer(start + 50s, 0s, 0s);

  CHECK(schedule.next() == start + 650s);
}

TEST_CASE("a closer look that nobody wanted changes nothing") {
  auto schedule = booted();

  schedule.look_closer(start + 50s, 0s, 0s);

  CHECK(schedule.next() == start + 630s);
}

TEST_CASE("the check-up of the boot does not wait for a closer look") {
  auto schedule = make_schedule();

  schedule.look_closer(start, 60s, 600s);

  CHECK(schedule.take(start + 30s) == Reason::boot);
  CHECK(schedule.next() == start + 90s);
}

TEST_CASE("periods of different speakers drift apart by a tenth") {
  auto early = make_schedule(0);
  auto late = make_schedule(1);
  early.take(start + 30s);
  late.take(start + 30s);

  CHECK(early.next() == start + 30s + 540s);
  CHECK(late.next() == start + 30s + 660s);
}

TEST_CASE("a lost uplink is looked into once, after a grace") {
  auto schedule = booted();
  schedule.uplink_connected();

  schedule.uplink_lost(start + 100s);
  schedule.uplink_lost(start + 105s);  // a better reason for the same loss

  CHECK(schedule.next() == start + 110s);
  CHECK(!schedule.take(start + 109s));
  CHECK(schedule.take(start + 110s) == Reason::offline);
  schedule.uplink_lost(start + 111s);
  CHECK(schedule.next() == start + 630s);
}

TEST_CASE("an uplink that is back within the grace is nothing to look into") {
  auto schedule = booted();
  schedule.uplink_connected();

  schedule.uplink_lost(start + 100s);
  schedule.uplink_connected();

  CHECK(!schedule.take(start + 110s));
  CHECK(schedule.next() == start + 630s);
}

TEST_CASE("an uplink that never was cannot be lost") {
  auto schedule = booted();

  schedule.uplink_lost(start + 100s);

  CHECK(schedule.next() == start + 630s);
}

TEST_CASE("one check-up answers the period and the loss") {
  auto schedule = booted();
  schedule.uplink_connected();
  schedule.uplink_lost(start + 625s);

  CHECK(schedule.take(start + 640s) == Reason::offline);
  CHECK(!schedule.take(start + 640s));
  CHECK(schedule.next() == start + 1240s);
}

TEST_CASE("the first result is nothing to compare with") {
  LastOutcomes last;

  CHECK(!last.changed_by(result_with({{"a", Outcome::failed}}, "fault")));
}

TEST_CASE("another outcome of one probe is a change") {
  LastOutcomes last;
  last.changed_by(
      result_with({{"a", Outcome::passed}, {"b", Outcome::passed}}));

  CHECK(last.changed_by(result_with({{"b", Outcome::failed}})));
  CHECK(!last.changed_by(result_with({{"b", Outcome::failed}})));
  CHECK(!last.changed_by(result_with({{"a", Outcome::passed}})));
}

TEST_CASE("another fault with the same outcomes is a change") {
  LastOutcomes last;
  last.changed_by(result_with({{"a", Outcome::failed}}, "one"));

  CHECK(last.changed_by(result_with({{"a", Outcome::failed}}, "two")));
  CHECK(last.changed_by(result_with({{"a", Outcome::failed}})));
}

TEST_CASE("a probe that was stopped tells nothing") {
  LastOutcomes last;
  last.changed_by(result_with({{"a", Outcome::passed}}));

  CHECK(!last.changed_by(result_with({{"a", Outcome::cancelled}})));
  CHECK(!last.changed_by(result_with({{"a", Outcome::passed}})));
}
