#include "agent/sdk/answers.hpp"

#include "agent/sdk/fields.hpp"
#include "agent/sdk/words.hpp"

namespace soundcheck::sdk {

namespace {

int word(std::uint64_t number) {
  return number <= 64 ? static_cast<int>(number) : 0;
}

unsigned small(std::uint64_t number) {
  return static_cast<unsigned>(number);
}

/// The last one of that number; empty when there is none.
std::string_view field_of(std::string_view body, unsigned number) {
  std::string_view found;
  Reader in(body);
  while (in.next()) {
    if (in.field() == number)
      found = in.text();
  }
  return found;
}

}  // namespace

bool read_response(std::string_view payload, Response& response) {
  Reader in(payload);
  const auto take = [&](Response::Kind kind) {
    response.kind = kind;
    response.body = in.text();
  };
  while (in.next()) {
    if (in.field() == field::response_id && in.is_number())
      response.id = in.number();
    if (in.field() == field::response_progress && in.is_text())
      take(Response::Kind::progress);
    if (in.field() == field::response_error && in.is_text())
      take(Response::Kind::error);
    if (in.field() == field::response_done && in.is_text())
      take(Response::Kind::done);
  }
  return in.complete();
}

Failure read_error(std::string_view body) {
  Failure failure;
  Reader in(body);
  while (in.next()) {
    if (in.field() == field::error_what)
      failure.message = in.text();
    const auto reason = in.number();
    if (in.field() == field::error_reason && reason >= 1 && reason <= 8)
      failure.error = -static_cast<int>(reason);
  }
  return failure;
}

std::uint64_t revision_of(std::string_view done) {
  std::uint64_t revision = 0;
  Reader in(field_of(done, field::done_status));
  while (in.next()) {
    if (in.field() == field::status_revision)
      revision = in.number();
  }
  return revision;
}

std::string_view text_of(std::string_view done, bool chinese) {
  return field_of(field_of(done, field::done_text),
                  chinese ? field::text_zh : field::text_en);
}

Result::Result(std::string_view body) {
  view.probe_id = view.summary = "";
  Reader in(body);
  while (in.next()) {
    switch (in.field()) {
      case field::result_probe_id:
        view.probe_id = texts.keep(in.text());
        break;
      case field::result_outcome:
        view.outcome = word(in.number());
        break;
      case field::result_summary:
        view.summary = texts.keep(in.text());
        break;
      case field::result_measurements:
        add_measurement(in.text());
        break;
      case field::result_findings:
        add_finding(in.text());
        break;
      case field::result_duration_ms:
        view.duration_ms = static_cast<std::int64_t>(in.number());
        break;
      default:
        break;
    }
  }
  // An outcome of a newer daemon is no good news.
  if (view.outcome < SOUNDCHECK_PASSED || view.outcome > SOUNDCHECK_STOPPED)
    view.outcome = SOUNDCHECK_INCONCLUSIVE;
  view.measurements = measurements.data();
  view.measurement_count = measurements.size();
  view.findings = findings.data();
  view.finding_count = findings.size();
}

void Result::add_measurement(std::string_view body) {
  auto& measurement = measurements.add();
  measurement = {"", 0, "", -1};
  Reader in(body);
  while (in.next()) {
    if (in.field() == field::measurement_name)
      measurement.name = texts.keep(in.text());
    if (in.field() == field::measurement_value)
      measurement.value = in.real();
    if (in.field() == field::measurement_unit)
      measurement.unit = texts.keep(in.text());
    if (in.field() == field::measurement_sigma)
      measurement.sigma = in.real();
  }
}

void Result::add_finding(std::string_view body) {
  auto& finding = findings.add();
  finding = {"", SOUNDCHECK_UNKNOWN, ""};
  Reader in(body);
  while (in.next()) {
    if (in.field() == field::finding_id)
      finding.id = texts.keep(in.text());
    if (in.field() == field::finding_presence && in.number() <= 2)
      finding.presence = word(in.number());
    if (in.field() == field::finding_evidence)
      finding.evidence = texts.keep(in.text());
  }
}

Progress::Progress(std::string_view body) {
  view.probe_id = view.step = "";
  Reader in(body);
  while (in.next()) {
    switch (in.field()) {
      case field::progress_probe_id:
        view.probe_id = texts.keep(in.text());
        break;
      case field::progress_fraction:
        view.fraction = in.real();
        break;
      case field::progress_step:
        view.step = texts.keep(in.text());
        break;
      case field::progress_index:
        view.index = small(in.number());
        break;
      case field::progress_count:
        view.expected = small(in.number());
        break;
      case field::progress_finished:
        finished = std::make_unique<Result>(in.text());
        view.finished = &finished->view;
        break;
      default:
        break;
    }
  }
}

State::State(std::string_view status, std::string_view pending) {
  view.session_operator = view.running = "";
  read_status(field_of(status, field::done_status));
  Reader in(field_of(pending, field::done_consents));
  while (in.next()) {
    if (in.field() == field::consents_pending)
      add_consent(in.text());
  }
  view.consents = consents.data();
  view.consent_count = consents.size();
}

void State::read_status(std::string_view body) {
  Reader in(body);
  while (in.next()) {
    switch (in.field()) {
      case field::status_online:
        view.online = in.number() != 0;
        break;
      case field::status_session_open:
        view.session_open = in.number() != 0;
        break;
      case field::status_session_operator:
        view.session_operator = texts.keep(in.text());
        break;
      case field::status_session_seconds_left:
        view.session_seconds_left = small(in.number());
        break;
      case field::status_running:
        view.running = texts.keep(in.text());
        break;
      default:
        break;
    }
  }
}

void State::add_consent(std::string_view body) {
  auto& consent = consents.add();
  consent = {"", "", "", "", "", "", 0};
  const char** const places[] = {
      &consent.id,     &consent.consent_class, &consent.operator_name,
      &consent.reason, &consent.what_en,       &consent.what_zh};
  Reader in(body);
  while (in.next()) {
    if (in.field() <= field::consent_last_text)
      *places[in.field() - 1] = texts.keep(in.text());
    if (in.field() == field::consent_seconds_left)
      consent.seconds_left = small(in.number());
  }
}

}  // namespace soundcheck::sdk

namespace sdk = soundcheck::sdk;
namespace field = soundcheck::sdk::field;

OwnedResults::OwnedResults(std::string_view done) : soundcheck_results{} {
  sdk::Reader in(sdk::field_of(done, field::done_probe_results));
  while (in.next()) {
    if (in.field() == field::results_result && kept.size() < most)
      pointers.push_back(&kept.emplace_back(in.text()).view);
  }
  items = pointers.data();
  count = pointers.size();
}

OwnedDiagnosis::OwnedDiagnosis(std::string_view done) : soundcheck_diagnosis{} {
  read(sdk::field_of(done, field::done_diagnosis));
  read(sdk::field_of(sdk::field_of(done, field::done_status),
                     field::status_last_diagnosis));
  faults = kept.data();
  fault_count = kept.size();
  not_measured = missing.data();
  not_measured_count = missing.size();
}

void OwnedDiagnosis::read(std::string_view body) {
  sdk::Reader in(body);
  while (in.next()) {
    if (in.field() == field::diagnosis_status)
      status = sdk::status_of(in.number());
    if (in.field() == field::diagnosis_faults)
      add_fault(in.text());
    if (in.field() == field::diagnosis_not_measured)
      missing.push_back(texts.keep(in.text()));
  }
}

void OwnedDiagnosis::add_fault(std::string_view body) {
  auto& fault = kept.add();
  fault = {"", "", 0};
  sdk::Reader in(body);
  while (in.next()) {
    if (in.field() == field::fault_id)
      fault.id = texts.keep(in.text());
    if (in.field() == field::fault_code)
      fault.code = texts.keep(in.text());
    if (in.field() == field::fault_probability)
      fault.probability = in.real();
  }
}

OwnedAdvice::OwnedAdvice(const soundcheck_diagnosis& diagnosis, bool chinese)
    : soundcheck_advice{} {
  status = diagnosis.status;
  fault_id = title = to_do = "";
  if (diagnosis.fault_count > 0)
    fault_id = texts.keep(diagnosis.faults[0]->id);
  sentence = sdk::sentence_of(status, chinese);
}
