#include "agent/sdk/answers.hpp"

#include <catch2/catch.hpp>

#include "soundcheck/v1/local.pb.h"

using namespace soundcheck;

namespace {

v1::ProbeResult a_result() {
  v1::ProbeResult result;
  result.set_probe_id("wifi.link");
  result.set_outcome(v1::OUTCOME_FAILED);
  result.set_summary("weak");
  result.set_duration_ms(12);
  auto& signal = *result.add_measurements();
  signal.set_name("signal");
  signal.set_value(-80);
  signal.set_unit("dBm");
  auto& retries = *result.add_measurements();
  retries.set_name("retries");
  retries.set_sigma(0.5);
  auto& finding = *result.add_findings();
  finding.set_id("wifi.weak_signal");
  finding.set_presence(v1::PRESENCE_PRESENT);
  finding.set_evidence("-80 dBm");
  return result;
}

void check_it_is(const soundcheck_result& result) {
  CHECK(std::string(result.probe_id) == "wifi.link");
  CHECK(result.outcome == SOUNDCHECK_FAILED);
  CHECK(std::string(result.summary) == "weak");
  CHECK(result.duration_ms == 12);
  REQUIRE(result.measurement_count == 2);
  CHECK(result.measurements[0]->value == -80);
  CHECK(std::string(result.measurements[0]->unit) == "dBm");
  CHECK(result.measurements[0]->sigma == -1);
  CHECK(result.measurements[1]->sigma == 0.5);
  CHECK(std::string(result.measurements[1]->unit).empty());
  REQUIRE(result.finding_count == 1);
  CHECK(std::string(result.findings[0]->id) == "wifi.weak_signal");
  CHECK(result.findings[0]->presence == SOUNDCHECK_PRESENT);
}

}  // namespace

TEST_CASE("an answer is told apart by its kind and its request") {
  v1::LocalResponse response;
  response.set_id(7);
  response.mutable_error()->set_reason(v1::REASON_DENIED);
  response.mutable_error()->set_what("not you");
  const auto bytes = response.SerializeAsString();
  sdk::Response read;

  REQUIRE(sdk::read_response(bytes, read));
  CHECK(read.id == 7);
  REQUIRE(read.kind == sdk::Response::Kind::error);
  const auto failure = sdk::read_error(read.body);
  CHECK(failure.error == SOUNDCHECK_DENIED);
  CHECK(failure.message == "not you");
}

TEST_CASE("a reason that is not known is a defect, never a success") {
  v1::LocalError error;
  CHECK(sdk::read_error(error.SerializeAsString()).error ==
        SOUNDCHECK_INTERNAL);
  error.set_reason(static_cast<v1::Reason>(77));
  CHECK(sdk::read_error(error.SerializeAsString()).error ==
        SOUNDCHECK_INTERNAL);
}

TEST_CASE("results are whole") {
  v1::Done done;
  *done.mutable_probe_results()->add_results() = a_result();
  done.mutable_probe_results()->add_results();

  const OwnedResults results(done.SerializeAsString());

  REQUIRE(results.count == 2);
  check_it_is(*results.items[0]);
  CHECK(std::string(results.items[1]->probe_id).empty());
  // Nothing said is not "fine".
  CHECK(results.items[1]->outcome == SOUNDCHECK_INCONCLUSIVE);
}

TEST_CASE("progress is whole, with the result of the probe that ended") {
  v1::Progress progress;
  progress.set_probe_id("wifi.link");
  progress.set_fraction(0.5);
  progress.set_step("listening");
  progress.set_probe_index(2);
  progress.set_probe_count(9);

  const sdk::Progress running(progress.SerializeAsString());
  *progress.mutable_finished() = a_result();
  const sdk::Progress ended(progress.SerializeAsString());

  CHECK(std::string(running.view.step) == "listening");
  CHECK(running.view.fraction == 0.5);
  CHECK(running.view.index == 2);
  CHECK(running.view.expected == 9);
  CHECK(running.view.finished == nullptr);
  REQUIRE(ended.view.finished);
  check_it_is(*ended.view.finished);
}

TEST_CASE("a diagnosis has its faults in order and what was not measured") {
  v1::Done done;
  auto& diagnosis = *done.mutable_diagnosis();
  diagnosis.set_status(v1::DIAGNOSIS_STATUS_FAULT);
  auto& fault = *diagnosis.add_faults();
  fault.set_fault_id("wifi.weak_signal");
  fault.set_code("N04");
  fault.set_probability(0.9);
  diagnosis.add_faults()->set_fault_id("audio.hum");
  diagnosis.add_not_measured("audio.sweep");

  const OwnedDiagnosis read(done.SerializeAsString());

  CHECK(read.status == SOUNDCHECK_FAULT);
  REQUIRE(read.fault_count == 2);
  CHECK(std::string(read.faults[0]->code) == "N04");
  CHECK(read.faults[0]->probability == 0.9);
  CHECK(std::string(read.faults[1]->id) == "audio.hum");
  REQUIRE(read.not_measured_count == 1);
  CHECK(std::string(read.not_measured[0]) == "audio.sweep");
}

TEST_CASE("the status has the last diagnosis, too") {
  v1::Done done;
  auto& diagnosis = *done.mutable_status()->mutable_last_diagnosis();
  diagnosis.set_status(v1::DIAGNOSIS_STATUS_FAULT);
  diagnosis.add_faults()->set_fault_id("audio.hum");

  const OwnedDiagnosis read(done.SerializeAsString());
  const OwnedAdvice advice(read, false);

  CHECK(read.status == SOUNDCHECK_FAULT);
  REQUIRE(read.fault_count == 1);
  CHECK(std::string(advice.fault_id) == "audio.hum");
}

TEST_CASE("an owner gets a sentence for every status, in both languages") {
  for (int status = 0; status <= 6; ++status) {
    v1::Done done;
    done.mutable_diagnosis()->set_status(
        static_cast<v1::DiagnosisStatus>(status));
    const OwnedDiagnosis diagnosis(done.SerializeAsString());
    const OwnedAdvice en(diagnosis, false);
    const OwnedAdvice zh(diagnosis, true);
    CHECK(std::string(en.sentence).find("speaker") != std::string::npos);
    CHECK(std::string(zh.sentence).find("音箱") != std::string::npos);
    CHECK(en.status <= SOUNDCHECK_INCOMPLETE);
  }
}

TEST_CASE("a text is taken in the language asked for") {
  v1::Done done;
  done.mutable_text()->set_en("Weak signal");
  done.mutable_text()->set_zh("信号弱");
  const auto bytes = done.SerializeAsString();

  CHECK(sdk::text_of(bytes, false) == "Weak signal");
  CHECK(sdk::text_of(bytes, true) == "信号弱");
  CHECK(sdk::text_of("", true).empty());
}

TEST_CASE("a state has its session and what waits for the owner") {
  v1::Done done;
  auto& status = *done.mutable_status();
  status.set_online(true);
  status.set_session_open(true);
  status.set_session_operator("Ana");
  status.set_session_seconds_left(800);
  status.set_running("diagnose");
  status.set_revision(12);
  v1::Done consents;
  auto& pending = *consents.mutable_consents()->add_pending();
  pending.set_command_id("c1");
  pending.set_consent_class("test");
  pending.set_operator_("Ana");
  pending.set_reason("no sound");
  pending.set_what_en("plays a tone");
  pending.set_what_zh("播放一段短音");
  pending.set_seconds_left(40);

  const sdk::State state(done.SerializeAsString(),
                         consents.SerializeAsString());

  CHECK(sdk::revision_of(done.SerializeAsString()) == 12);
  CHECK(state.view.online == 1);
  CHECK(state.view.session_open == 1);
  CHECK(std::string(state.view.session_operator) == "Ana");
  CHECK(state.view.session_seconds_left == 800);
  CHECK(std::string(state.view.running) == "diagnose");
  REQUIRE(state.view.consent_count == 1);
  const auto& consent = *state.view.consents[0];
  CHECK(std::string(consent.id) == "c1");
  CHECK(std::string(consent.consent_class) == "test");
  CHECK(std::string(consent.operator_name) == "Ana");
  CHECK(std::string(consent.reason) == "no sound");
  CHECK(std::string(consent.what_en) == "plays a tone");
  CHECK(std::string(consent.what_zh) == "播放一段短音");
  CHECK(consent.seconds_left == 40);
}
