#include "agent/report.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "agent/diagnosis/knowledge.hpp"
#include "agent/wire_text.hpp"

namespace soundcheck {

namespace {

// Limits of the wire. Evidence is bounded by report.proto, the others so that
// one talkative probe cannot make a report that nobody accepts.
constexpr std::size_t max_id_bytes = 64;
constexpr std::size_t max_evidence_bytes = 200;
constexpr std::size_t max_summary_bytes = 400;

v1::Outcome to_wire(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed:
      return v1::OUTCOME_PASSED;
    case Outcome::failed:
      return v1::OUTCOME_FAILED;
    case Outcome::inconclusive:
      return v1::OUTCOME_INCONCLUSIVE;
    case Outcome::not_supported:
      return v1::OUTCOME_NOT_SUPPORTED;
    case Outcome::cancelled:
      return v1::OUTCOME_CANCELLED;
  }
  return v1::OUTCOME_UNSPECIFIED;
}

v1::Presence to_wire(Presence presence) {
  switch (presence) {
    case Presence::unknown:
      return v1::PRESENCE_UNKNOWN;
    case Presence::present:
      return v1::PRESENCE_PRESENT;
    case Presence::absent:
      return v1::PRESENCE_ABSENT;
  }
  return v1::PRESENCE_UNKNOWN;
}

v1::Presence to_wire(diagnosis::Answer answer) {
  switch (answer) {
    case diagnosis::Answer::unknown:
      return v1::PRESENCE_UNKNOWN;
    case diagnosis::Answer::present:
      return v1::PRESENCE_PRESENT;
    case diagnosis::Answer::absent:
      return v1::PRESENCE_ABSENT;
  }
  return v1::PRESENCE_UNKNOWN;
}

v1::DiagnosisStatus to_wire(diagnosis::Status status) {
  switch (status) {
    case diagnosis::Status::no_fault:
      return v1::DIAGNOSIS_STATUS_NO_FAULT;
    case diagnosis::Status::fault:
      return v1::DIAGNOSIS_STATUS_FAULT;
    case diagnosis::Status::unknown_fault:
      return v1::DIAGNOSIS_STATUS_UNKNOWN_FAULT;
    case diagnosis::Status::incomplete:
      return v1::DIAGNOSIS_STATUS_INCOMPLETE;
  }
  return v1::DIAGNOSIS_STATUS_UNSPECIFIED;
}

void put(v1::Measurement& out, const Measurement& measurement) {
  out.set_name(wire_text(measurement.name, max_id_bytes));
  out.set_value(measurement.value);
  out.set_unit(wire_text(measurement.unit, max_id_bytes));
  if (measurement.sigma)
    out.set_sigma(*measurement.sigma);
}

void put(v1::Finding& out, const Finding& finding) {
  out.set_id(wire_text(finding.id, max_id_bytes));
  out.set_presence(to_wire(finding.presence));
  out.set_evidence(wire_text(finding.evidence, max_evidence_bytes));
  if (finding.confidence)
    out.set_confidence(*finding.confidence);
}

void put(v1::Finding& out, const diagnosis::EvidenceItem& item) {
  out.set_id(wire_text(item.finding_id, max_id_bytes));
  out.set_presence(to_wire(item.answer));
  out.set_evidence(wire_text(item.text, max_evidence_bytes));
  if (item.probability)
    out.set_confidence(*item.probability);
}

void put(v1::RankedFault& out, const diagnosis::RankedFault& fault) {
  out.set_fault_id(wire_text(fault.fault_id, max_id_bytes));
  out.set_code(wire_text(fault.code, max_id_bytes));
  out.set_probability(fault.probability);
  for (const auto& item : fault.evidence_for)
    put(*out.add_evidence_for(), item);
  for (const auto& item : fault.evidence_against)
    put(*out.add_evidence_against(), item);
  for (const auto& id : fault.remedy_ids)
    out.add_remedy_ids(wire_text(id, max_id_bytes));
}

constexpr std::array<std::pair<v1::Complaint, std::string_view>, 8> complaints{
    {{v1::COMPLAINT_NO_SOUND, "no_sound"},
     {v1::COMPLAINT_DISTORTED, "distorted"},
     {v1::COMPLAINT_DOES_NOT_HEAR_ME, "does_not_hear_me"},
     {v1::COMPLAINT_CANNOT_CONNECT, "cannot_connect"},
     {v1::COMPLAINT_DROPS, "drops"},
     {v1::COMPLAINT_SLOW_ANSWERS, "slow_answers"},
     {v1::COMPLAINT_RESTARTS, "restarts"},
     {v1::COMPLAINT_OTHER, "other"}}};
static_assert(complaints.size() == v1::Complaint_MAX,
              "a complaint of the wire has no word");

}  // namespace

v1::Reason to_wire(Errc code) {
  switch (code) {
    case Errc::unsupported:
      return v1::REASON_UNSUPPORTED;
    case Errc::timeout:
      return v1::REASON_TIMEOUT;
    case Errc::cancelled:
      return v1::REASON_CANCELLED;
    case Errc::io:
      return v1::REASON_IO;
    case Errc::parse:
      return v1::REASON_PARSE;
    case Errc::denied:
      return v1::REASON_DENIED;
    case Errc::busy:
      return v1::REASON_BUSY;
    case Errc::internal:
      return v1::REASON_INTERNAL;
  }
  return v1::REASON_UNSPECIFIED;
}

v1::ProbeResult to_wire(const ProbeRun& run) {
  v1::ProbeResult out;
  out.set_probe_id(wire_text(run.probe_id, max_id_bytes));
  out.set_outcome(to_wire(run.outcome));
  if (run.reason)
    out.set_reason(to_wire(*run.reason));
  out.set_summary(wire_text(run.summary, max_summary_bytes));
  for (const auto& measurement : run.measurements)
    put(*out.add_measurements(), measurement);
  for (const auto& finding : run.findings)
    put(*out.add_findings(), finding);
  out.set_started_monotonic_ms(run.started.count());
  out.set_duration_ms(run.duration.count());
  return out;
}

v1::Diagnosis to_wire(const CheckupResult& result) {
  v1::Diagnosis out;
  const auto& diagnosis = result.diagnosis;
  out.set_status(to_wire(diagnosis.status));
  for (const auto& fault : diagnosis.faults)
    put(*out.add_faults(), fault);
  for (const auto& id : diagnosis.not_measured)
    out.add_not_measured(wire_text(id, max_id_bytes));
  for (const auto& id : diagnosis.probes_run)
    out.add_probes_run(wire_text(id, max_id_bytes));
  for (const auto& rival : diagnosis.rivals) {
    auto& row = *out.add_rivals();
    row.set_fault_id(wire_text(rival.fault_id, max_id_bytes));
    row.set_probability(rival.probability);
  }
  out.set_would_change(wire_text(diagnosis.would_change, max_id_bytes));
  out.set_surprise(diagnosis.surprise);
  out.set_complaint(wire_text(result.question.complaint, max_id_bytes));
  for (const auto& word : result.question.circumstances)
    out.add_circumstances(wire_text(word, max_id_bytes));
  out.set_knowledge_hash(wire_text(result.knowledge_hash, max_id_bytes));
  out.set_duration_ms(result.duration.count());
  return out;
}

v1::ConnectionEvent to_wire(const ConnectionEvent& event) {
  v1::ConnectionEvent out;
  out.set_kind(std::string(to_string(event.kind)));
  out.set_monotonic_ms(event.monotonic.count());
  out.set_by_access_point(event.by_access_point);
  if (event.code)
    out.set_code(static_cast<std::uint32_t>(*event.code));
  if (event.signal_dbm)
    out.set_signal_dbm(*event.signal_dbm);
  if (event.frequency_mhz)
    out.set_frequency_mhz(static_cast<std::uint32_t>(*event.frequency_mhz));
  out.set_text(wire_text(event.text, max_id_bytes));
  return out;
}

v1::Progress to_wire(const Step& step) {
  v1::Progress out;
  out.set_probe_id(wire_text(step.probe_id, max_id_bytes));
  out.set_fraction(step.fraction);
  out.set_step(wire_text(step.text, max_evidence_bytes));
  out.set_probe_index(step.index);
  out.set_probe_count(step.count);
  out.set_why_id(wire_text(step.why_id, max_id_bytes));
  for (const auto& id : step.separates)
    out.add_separates(wire_text(id, max_id_bytes));
  if (step.finished)
    *out.mutable_finished() = to_wire(*step.finished);
  return out;
}

v1::ProbeInfo to_wire(const Probe& probe) {
  v1::ProbeInfo out;
  out.set_id(wire_text(probe.id, max_id_bytes));
  out.set_title(wire_text(probe.title, max_evidence_bytes));
  out.set_deadline_ms(static_cast<std::uint32_t>(probe.deadline.count()));
  out.set_seconds(probe.cost.seconds);
  out.set_audible(probe.cost.audible);
  out.set_interrupts_playback(probe.cost.interrupts_playback);
  out.set_airtime(probe.cost.airtime);
  out.set_consent_class(probe.cost.needs_test_consent() ? "test" : "read");
  return out;
}

diagnosis::Question question_of(const v1::Diagnose& verb) {
  diagnosis::Question question(complaint_word(verb.complaint()));
  // Whoever asks may send anything; what is not known says nothing.
  for (const auto word : diagnosis::circumstance_words()) {
    const auto& asked = verb.circumstances();
    if (std::find(asked.begin(), asked.end(), word) != asked.end())
      question.circumstances.emplace_back(word);
  }
  return question;
}

std::string complaint_word(v1::Complaint complaint) {
  for (const auto& [value, word] : complaints) {
    if (value == complaint)
      return std::string(word);
  }
  return "";
}

std::optional<v1::Complaint> complaint_of(std::string_view word) {
  for (const auto& [value, name] : complaints) {
    if (name == word)
      return value;
  }
  return std::nullopt;
}

}  // namespace soundcheck
