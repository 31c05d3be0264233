#include "agent/routine.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "agent/store/schema.hpp"
#include "tests/support/fake_connection_log.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/recording_uplink.hpp"
#include "tests/support/result_printer.hpp"
#include "tests/support/run.hpp"

using namespace soundcheck;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

/// Asks for each probe of a list once; the first failed one is the fault.
class InTurn final : public diagnosis::Engine {
 public:
  std::optional<diagnosis::NextTest> next_test(
      const std::vector<diagnosis::ProbeEvidence>& so_far,
      const diagnosis::Question&) const override {
    if (so_far.size() == ids.size())
      return std::nullopt;
    return diagnosis::NextTest{ids[so_far.size()], "", 0};
  }
  diagnosis::Diagnosis conclude(
      const std::vector<diagnosis::ProbeEvidence>& evidence,
      const diagnosis::Question&) const override {
    diagnosis::Diagnosis out;
    for (const auto& one : evidence) {
      out.probes_run.push_back(one.probe_id);
      if (one.judgement == diagnosis::Judgement::failed)
        out.faults.push_back({one.probe_id + ".broken", "", 1, {}, {}, {}});
    }
    return out;
  }

  std::vector<std::string> ids = {"quiet.one", "loud.one"};
};

struct Fixture {
  Fixture() {
    clock.set_wall(1'800'000'000'000ms);
    Identity identity;
    identity.device = "speaker-1";
    identity.boot_id = "boot";
    reporter.emplace(identity, knowledge, clock, connections, uplink, &mailbox);
    routine.emplace(
        io.get_executor(), clock, checkup, *reporter,
        Schedule(times, clock.monotonic(), [] { return 0.5; }),
        [this](const std::vector<ProbeRun>& runs) {
          return take_numbers(runs.size());
        },
        bell);
    uplink.connect();
  }
  ~Fixture() {
    asio::co_spawn(io, routine->stop(), asio::detached);
    settle();
  }

  static Probe probe(std::string id, bool audible, const Outcome& outcome) {
    Probe probe{std::move(id), "", 5s, {}, Hardware::none, {}};
    probe.cost.audible = audible;
    probe.run = [&outcome](Progress&) { return answer(outcome); };
    return probe;
  }
  Task<void> take_numbers(std::size_t runs) {
    kept_runs += runs;
    co_return Result<void>();
  }
  static Task<Verdict> answer(const Outcome& outcome) {
    co_return Verdict{outcome, "measured", {}, {}};
  }
  void settle() {
    // The storage thread answers in its own time; the routine sleeps on.
    for (int idle = 0; idle < 20;) {
      idle = io.poll() == 0 ? idle + 1 : 0;
      REQUIRE(test::run(
          database->run<void>([](Connection&) { return Result<void>(); })));
      io.restart();
    }
  }
  void pass(std::chrono::milliseconds time) {
    clock.advance(time);
    // Any event wakes the routine, which then looks at the clock.
    routine->uplink_connected();
    settle();
  }
  std::vector<v1::HealthReport> reports() {
    std::vector<v1::HealthReport> out;
    for (const auto& payload : uplink.take_sent()) {
      out.emplace_back();
      REQUIRE(out.back().ParseFromString(payload));
    }
    return out;
  }

  std::size_t kept_runs = 0;
  Outcome quiet = Outcome::passed;
  Outcome loud = Outcome::failed;
  ScheduleTimes times{30s, 600s, 10s};
  KnowledgeMark knowledge;
  asio::io_context io{1};
  test::ManualClock clock;
  std::vector<Probe> catalog = {probe("quiet.one", false, quiet),
                                probe("loud.one", true, loud)};
  std::vector<Probe> silent = without_sound(catalog);
  InTurn engine;
  Runner runner{clock};
  Checkup checkup{runner, silent, engine, clock};
  std::unique_ptr<Database> database =
      Database::in_memory(agent_schema()).value();
  std::unique_ptr<Outbox> outbox =
      test::run(Outbox::open(*database, {})).value();
  test::FakeConnectionLog connections{std::vector<ConnectionEvent>()};
  test::RecordingUplink uplink;
  Mailbox mailbox{io.get_executor(), *outbox, uplink};
  std::optional<Reporter> reporter;
  Bell bell{io.get_executor()};
  std::optional<Routine> routine;
};

}  // namespace

TEST_CASE("the first report comes after the boot delay and is complete") {
  Fixture f;
  f.routine->start();
  f.pass(29s);
  CHECK(f.reports().empty());

  f.pass(1s);
  const auto reports = f.reports();

  REQUIRE(reports.size() == 1);
  const auto& report = reports[0];
  CHECK(report.trigger() == v1::TRIGGER_BOOT);
  CHECK(report.device() == "speaker-1");
  CHECK(report.boot_id() == "boot");
  CHECK(report.seq() == 1);
  CHECK(report.outbox() == f.outbox->id());
  CHECK(report.clock_trusted());
  CHECK(report.wall_unix_ms() == 1'800'000'030'000);
  CHECK(report.has_diagnosis());
  CHECK(report.cost().rss_bytes() > 0);
  CHECK(f.reporter->last_report_wall() == 1'800'000'030'000ms);
}

TEST_CASE("a report with news tells what was before, a periodic one does not") {
  Fixture f;
  f.connections = test::FakeConnectionLog(
      std::vector(70, test::event_at(ConnectionEvent::Kind::disconnected, 5s)));
  f.routine->start();
  f.pass(30s);
  f.pass(600s);

  const auto reports = f.reports();

  REQUIRE(reports.size() == 2);
  CHECK(f.connections.asked_for == 20min);
  REQUIRE(reports[0].connection_size() == 60);
  CHECK(reports[0].connection(0).kind() == "disconnected");
  CHECK(reports[1].connection_size() == 0);
}

TEST_CASE("nothing that can be heard runs by itself, nor is it reported") {
  Fixture f;
  f.routine->start();

  f.pass(30s);
  const auto report = f.reports().at(0);

  REQUIRE(report.results_size() == 1);
  CHECK(report.results(0).probe_id() == "quiet.one");
  REQUIRE(report.diagnosis().not_measured_size() == 1);
  CHECK(report.diagnosis().not_measured(0) == "loud.one");
  CHECK(report.diagnosis().probes_run_size() == 1);
}

TEST_CASE("a periodic report whose outcomes differ is a change") {
  Fixture f;
  f.routine->start();
  f.pass(30s);
  f.pass(600s);
  f.quiet = Outcome::failed;
  f.pass(600s);
  f.pass(600s);

  const auto reports = f.reports();

  REQUIRE(reports.size() == 4);
  CHECK(reports[1].trigger() == v1::TRIGGER_PERIODIC);
  CHECK(reports[2].trigger() == v1::TRIGGER_CHANGE);
  CHECK(reports[2].diagnosis().faults(0).fault_id() == "quiet.one.broken");
  CHECK(reports[3].trigger() == v1::TRIGGER_PERIODIC);
}

TEST_CASE("a lost uplink makes a report that waits for its return") {
  Fixture f;
  f.routine->start();
  f.pass(30s);
  f.reports();
  f.uplink.disconnect();
  f.routine->uplink_lost();

  f.clock.advance(10s);
  f.routine->uplink_lost();  // wakes; changes nothing
  f.settle();
  CHECK(f.uplink.sent.empty());
  f.uplink.connect();
  f.mailbox.connected();
  f.settle();
  const auto reports = f.reports();

  REQUIRE(reports.size() == 2);  // the boot report had no receipt either
  CHECK(reports[1].trigger() == v1::TRIGGER_CHANGE);
  CHECK(reports[1].seq() == 2);
}

TEST_CASE("a speaker without a cloud remembers its diagnosis") {
  Fixture f;
  Reporter lonely(Identity(), f.knowledge, f.clock, f.connections, f.uplink,
                  nullptr);
  CheckupResult result;
  result.diagnosis.status = diagnosis::Status::no_fault;

  REQUIRE(test::run(lonely.report(v1::TRIGGER_BOOT, result)));

  REQUIRE(lonely.last_diagnosis());
  CHECK(lonely.last_diagnosis()->status() == v1::DIAGNOSIS_STATUS_NO_FAULT);
  CHECK(f.uplink.sent.empty());
}

TEST_CASE("the numbers of every check-up are kept, of what did run") {
  Fixture f;
  f.routine->start();
  f.pass(30s);
  CHECK(f.kept_runs == 1);

  f.pass(11min);

  CHECK(f.kept_runs == 2);
}
