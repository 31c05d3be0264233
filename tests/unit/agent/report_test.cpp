#include "agent/report.hpp"

#include <catch2/catch.hpp>

using namespace soundcheck;
using namespace std::chrono_literals;

namespace {

ProbeRun measured_run() {
  ProbeRun run{};
  run.probe_id = "wifi.link";
  run.outcome = Outcome::failed;
  run.summary = "the signal is too weak";
  run.measurements = {{"signal", -82.5, "dBm", 1.5}, {"retries", 12, "%"}};
  run.findings = {{"wifi.weak_signal", Presence::present, "-82.5 dBm"},
                  {"wifi.high_retries", Presence::unknown, "few packets"},
                  {"wifi.not_associated", Presence::absent, ""}};
  run.started = 12'345ms;
  run.duration = 67ms;
  return run;
}

}  // namespace

TEST_CASE("a run keeps its numbers, findings and times on the wire") {
  const auto wire = to_wire(measured_run());

  CHECK(wire.probe_id() == "wifi.link");
  CHECK(wire.outcome() == v1::OUTCOME_FAILED);
  CHECK(wire.reason() == v1::REASON_UNSPECIFIED);
  CHECK(wire.summary() == "the signal is too weak");
  REQUIRE(wire.measurements_size() == 2);
  CHECK(wire.measurements(0).value() == -82.5);
  CHECK(wire.measurements(0).unit() == "dBm");
  CHECK(wire.measurements(0).sigma() == 1.5);
  CHECK(!wire.measurements(1).has_sigma());
  REQUIRE(wire.findings_size() == 3);
  CHECK(wire.findings(0).presence() == v1::PRESENCE_PRESENT);
  CHECK(wire.findings(1).presence() == v1::PRESENCE_UNKNOWN);
  CHECK(wire.findings(2).presence() == v1::PRESENCE_ABSENT);
  CHECK(wire.findings(0).evidence() == "-82.5 dBm");
  CHECK(wire.started_monotonic_ms() == 12'345);
  CHECK(wire.duration_ms() == 67);
}

TEST_CASE("every outcome has its own word on the wire") {
  const auto [outcome, wire] = GENERATE(table<Outcome, v1::Outcome>(
      {{Outcome::passed, v1::OUTCOME_PASSED},
       {Outcome::failed, v1::OUTCOME_FAILED},
       {Outcome::inconclusive, v1::OUTCOME_INCONCLUSIVE},
       {Outcome::not_supported, v1::OUTCOME_NOT_SUPPORTED},
       {Outcome::cancelled, v1::OUTCOME_CANCELLED}}));
  ProbeRun run{};
  run.outcome = outcome;

  CHECK(to_wire(run).outcome() == wire);
}

TEST_CASE("every reason has its own word on the wire") {
  const auto [code, wire] = GENERATE(
      table<Errc, v1::Reason>({{Errc::unsupported, v1::REASON_UNSUPPORTED},
                               {Errc::timeout, v1::REASON_TIMEOUT},
                               {Errc::cancelled, v1::REASON_CANCELLED},
                               {Errc::io, v1::REASON_IO},
                               {Errc::parse, v1::REASON_PARSE},
                               {Errc::denied, v1::REASON_DENIED},
                               {Errc::busy, v1::REASON_BUSY},
                               {Errc::internal, v1::REASON_INTERNAL}}));
  ProbeRun run{};
  run.reason = code;

  CHECK(to_wire(code) == wire);
  CHECK(to_wire(run).reason() == wire);
}

TEST_CASE("foreign bytes in a summary cannot spoil the whole report") {
  auto run = measured_run();
  run.summary = "mounted on /mnt/\xff\xfe";
  run.findings[0].evidence = std::string(500, 'x');

  const auto wire = to_wire(run);
  v1::ProbeResult back;

  CHECK(back.ParseFromString(wire.SerializeAsString()));
  CHECK(back.summary() == "mounted on /mnt/??");
  CHECK(back.findings(0).evidence().size() == 200);
}

TEST_CASE("a diagnosis keeps its order, evidence and words") {
  CheckupResult result;
  result.knowledge_hash = "abc123";
  result.question.complaint = "cannot_connect";
  result.duration = 4200ms;
  result.diagnosis.status = diagnosis::Status::fault;
  result.diagnosis.faults = {
      {"net.dns_failing",
       "N21",
       0.9,
       {{"network.dns_no_answer", diagnosis::Answer::present, "two silent"}},
       {{"network.gateway_no_answer", diagnosis::Answer::absent, "1 ms"}},
       {"restart_router"}},
      {"net.no_internet", "N30", 0.05, {}, {}, {}}};
  result.diagnosis.not_measured = {"audio.sweep"};
  result.diagnosis.probes_run = {"network.address", "network.dns"};

  const auto wire = to_wire(result);

  CHECK(wire.status() == v1::DIAGNOSIS_STATUS_FAULT);
  REQUIRE(wire.faults_size() == 2);
  CHECK(wire.faults(0).fault_id() == "net.dns_failing");
  CHECK(wire.faults(0).code() == "N21");
  CHECK(wire.faults(0).probability() == 0.9);
  CHECK(wire.faults(0).evidence_for(0).presence() == v1::PRESENCE_PRESENT);
  CHECK(wire.faults(0).evidence_for(0).evidence() == "two silent");
  CHECK(wire.faults(0).evidence_against(0).presence() == v1::PRESENCE_ABSENT);
  CHECK(wire.faults(0).remedy_ids(0) == "restart_router");
  CHECK(wire.faults(1).fault_id() == "net.no_internet");
  CHECK(wire.not_measured(0) == "audio.sweep");
  CHECK(wire.probes_run(1) == "network.dns");
  CHECK(wire.complaint() == "cannot_connect");
  CHECK(wire.knowledge_hash() == "abc123");
  CHECK(wire.duration_ms() == 4200);
}

TEST_CASE("every status of a diagnosis has its own word on the wire") {
  using diagnosis::Status;
  const auto [status, wire] = GENERATE(table<Status, v1::DiagnosisStatus>(
      {{Status::no_fault, v1::DIAGNOSIS_STATUS_NO_FAULT},
       {Status::fault, v1::DIAGNOSIS_STATUS_FAULT},
       {Status::unknown_fault, v1::DIAGNOSIS_STATUS_UNKNOWN_FAULT},
       {Status::incomplete, v1::DIAGNOSIS_STATUS_INCOMPLETE}}));
  CheckupResult result;
  result.diagnosis.status = status;

  CHECK(to_wire(result).status() == wire);
}

TEST_CASE("an event of the connection does not say with whom it was") {
  ConnectionEvent event;
  event.kind = ConnectionEvent::Kind::disconnected;
  event.monotonic = -90s;
  event.bssid = "02:00:00:aa:bb:cc";
  event.code = 3;
  event.by_access_point = true;
  event.signal_dbm = -55;
  event.text = "seen\xff";

  const auto wire = to_wire(event);

  CHECK(wire.kind() == "disconnected");
  CHECK(wire.monotonic_ms() == -90'000);
  CHECK(wire.code() == 3);
  CHECK(wire.by_access_point());
  CHECK(wire.signal_dbm() == -55);
  CHECK(!wire.has_frequency_mhz());
  CHECK(wire.text() == "seen?");
  CHECK(wire.SerializeAsString().find("aa:bb") == std::string::npos);
}

TEST_CASE("a step carries its result only when the probe has ended") {
  const auto run = measured_run();
  Step step;
  step.probe_id = "wifi.link";
  step.why_id = "radio";
  step.index = 2;
  step.count = 5;
  step.fraction = 0.25;
  step.text = "listening";

  const auto under_way = to_wire(step);
  step.finished = &run;
  const auto ended = to_wire(step);

  CHECK(under_way.probe_id() == "wifi.link");
  CHECK(under_way.why_id() == "radio");
  CHECK(under_way.probe_index() == 2);
  CHECK(under_way.probe_count() == 5);
  CHECK(under_way.fraction() == 0.25);
  CHECK(under_way.step() == "listening");
  CHECK(!under_way.has_finished());
  REQUIRE(ended.has_finished());
  CHECK(ended.finished().outcome() == v1::OUTCOME_FAILED);
}

TEST_CASE("a probe that can be heard needs consent of class test") {
  Probe probe{
      "audio.sweep", "Speaker and microphones", 8s, {}, Hardware::audio, {}};
  probe.cost.seconds = 2.5;

  const auto silent = to_wire(probe);
  probe.cost.audible = true;
  const auto audible = to_wire(probe);

  CHECK(silent.consent_class() == "read");
  CHECK(audible.consent_class() == "test");
  CHECK(audible.audible());
  CHECK(audible.deadline_ms() == 8000);
  CHECK(audible.seconds() == 2.5);
  CHECK(audible.title() == "Speaker and microphones");
}

TEST_CASE("complaints and their words go both ways") {
  for (int i = v1::Complaint_MIN + 1; i <= v1::Complaint_MAX; ++i) {
    const auto complaint = static_cast<v1::Complaint>(i);
    const auto word = complaint_word(complaint);
    CHECK(!word.empty());
    CHECK(complaint_of(word) == complaint);
  }
  CHECK(complaint_word(v1::COMPLAINT_DOES_NOT_HEAR_ME) == "does_not_hear_me");
  CHECK(complaint_word(v1::COMPLAINT_UNSPECIFIED).empty());
  CHECK(complaint_word(static_cast<v1::Complaint>(99)).empty());
  CHECK(!complaint_of("no such word"));
  CHECK(!complaint_of(""));
}
