#include "agent/health_report.hpp"

#include <catch2/catch.hpp>

#include "tests/support/manual_clock.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

Identity some_identity() {
  Identity identity;
  identity.device = "speaker-1";
  identity.tenant = "acme";
  identity.model = "Boom 3";
  identity.boot_id = "boot";
  identity.agent_version = "1.2.3";
  identity.firmware_version = "4.2\xff";
  identity.slot = "A";
  return identity;
}

const KnowledgeMark knowledge{"abc", 12, "not_newer"};

ProbeRun run_of(Outcome outcome) {
  ProbeRun run{};
  run.probe_id = "a.probe";
  run.outcome = outcome;
  run.summary = "in words";
  run.measurements = {{"level", 1.5, "dB"}};
  run.findings = {{"a.absent", Presence::absent, "not there"},
                  {"a.unknown", Presence::unknown, "who knows"}};
  return run;
}

}  // namespace

TEST_CASE("a report says who, when and with what") {
  test::ManualClock clock;
  clock.set_wall(1'800'000'000'000ms);
  clock.set_trusted(false);

  const auto report =
      health_report(some_identity(), knowledge, v1::TRIGGER_CHANGE,
                    {run_of(Outcome::passed)}, clock);

  CHECK(report.device() == "speaker-1");
  CHECK(report.boot_id() == "boot");
  CHECK(report.trigger() == v1::TRIGGER_CHANGE);
  CHECK(report.wall_unix_ms() == 1'800'000'000'000);
  CHECK(!report.clock_trusted());
  CHECK(report.monotonic_ms() == clock.monotonic().count());
  CHECK(report.agent_version() == "1.2.3");
  CHECK(report.firmware_version() == "4.2?");
  CHECK(report.knowledge_hash() == "abc");
  CHECK(report.knowledge_version() == 12);
  CHECK(report.knowledge_refused() == "not_newer");
  REQUIRE(report.results_size() == 1);
  CHECK(report.results(0).summary() == "in words");
}

TEST_CASE("a shortened report keeps numbers and doubts of what passed") {
  const test::ManualClock clock;
  auto report = health_report(some_identity(), knowledge, v1::TRIGGER_PERIODIC,
                              {run_of(Outcome::passed)}, clock);

  shorten(report);

  const auto& result = report.results(0);
  CHECK(result.probe_id() == "a.probe");
  CHECK(result.summary().empty());
  CHECK(result.measurements_size() == 1);
  REQUIRE(result.findings_size() == 1);
  CHECK(result.findings(0).id() == "a.unknown");
}

TEST_CASE("a shortened report keeps everything of what did not pass") {
  const test::ManualClock clock;
  auto report = health_report(
      some_identity(), knowledge, v1::TRIGGER_PERIODIC,
      {run_of(Outcome::failed), run_of(Outcome::inconclusive)}, clock);
  const auto whole = report.SerializeAsString();

  shorten(report);

  CHECK(report.SerializeAsString() == whole);
}

TEST_CASE("presence tells the catalog only while online") {
  Probe probe{"a.probe", "A probe", 5s, {}, Hardware::none, {}};

  const auto online =
      online_presence(some_identity(), knowledge, {probe}, true, 7ms);
  const auto offline =
      presence(some_identity(), knowledge, v1::PRESENCE_STATE_OFFLINE);

  CHECK(online.state() == v1::PRESENCE_STATE_ONLINE);
  CHECK(online.probes(0).id() == "a.probe");
  CHECK(online.session_open());
  CHECK(online.connected_unix_ms() == 7);
  CHECK(online.slot() == "A");
  CHECK(offline.state() == v1::PRESENCE_STATE_OFFLINE);
  CHECK(offline.model() == "Boom 3");
  CHECK(offline.probes_size() == 0);
}
