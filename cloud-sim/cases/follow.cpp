#include "cloud-sim/cases/follow.hpp"

#include "cloud-sim/cases/new_evidence.hpp"
#include "cloud-sim/store/cases.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/reports.hpp"
#include "cloud-sim/store/sessions.hpp"
#include "cloud-sim/wire/words.hpp"

namespace soundcheck::cloud {
namespace json = boost::json;
namespace {

constexpr UnixMs quiet_ms = 24 * 60 * 60 * 1000;

/// {status, fault_id}: what a diagnosis comes to, in two words.
void add_verdict(json::object& data, const v1::Diagnosis& diagnosis) {
  data["status"] = word(diagnosis.status());
  const bool named = diagnosis.status() == v1::DIAGNOSIS_STATUS_FAULT &&
                     diagnosis.faults_size() > 0;
  data["fault_id"] = named ? diagnosis.faults(0).fault_id() : std::string();
}

/// Whose doing it is that this was measured, and so who raises a case by it.
void add_origin(Work& work, const Report& report, Evidence& evidence) {
  evidence.origin = "alarm";
  if (report.message.trigger() != v1::TRIGGER_ON_DEMAND)
    return;
  if (const auto session = live_session(work.db, evidence.device)) {
    evidence.origin = "staff";
    evidence.operator_name = session->operator_name;
    return;
  }
  evidence.origin = "owner";
  // Only what the wire knows: the rest is a device's invention.
  const auto& complaint = report.message.diagnosis().complaint();
  if (complaint_of(complaint))
    evidence.complaint = complaint;
}

void follow_report(Work& work,
                   const FaultCatalog& catalog,
                   const Report& report) {
  const auto& message = report.message;
  Evidence evidence;
  evidence.device = message.device();
  evidence.at_ms = measured_at(message, report.received_ms);
  evidence.ref = "report:" + std::to_string(report.id);
  evidence.kind = "report";
  evidence.data = {{"id", report.id}, {"trigger", word(message.trigger())}};
  evidence.results.assign(message.results().begin(), message.results().end());
  if (message.has_diagnosis()) {
    evidence.diagnosis = message.diagnosis();
    add_verdict(evidence.data, message.diagnosis());
  }
  add_origin(work, report, evidence);
  take_evidence(work, catalog, evidence);
}

void follow_session(Work& work, const Session& session) {
  for (auto& record : open_cases(work.db, session.device)) {
    CaseFile file(work, std::move(record));
    note_session(file, session);
    file.save();
  }
}

json::object command_data(const Command& command) {
  json::object data{{"command", command.id},
                    {"verb", command.verb},
                    {"operator", command.operator_name},
                    {"state", command.state}};
  if (command.state == "refused")
    data["refusal"] = word(command.refusal);
  if (command.diagnosis)
    add_verdict(data, *command.diagnosis);
  return data;
}

void note_progress(Work& work, const Command& command, const std::string& ref) {
  const bool waits = command.state == "waiting_for_consent";
  for (auto& record : open_cases(work.db, command.device)) {
    CaseFile file(work, std::move(record));
    auto data = command_data(command);
    if (waits)
      data["until_ms"] = command.consent_until_ms;
    if (!file.note(ref, waits ? "consent" : "command", data))
      continue;
    file.respond(command.operator_name);
    file.save();
  }
}

void follow_command(Work& work,
                    const FaultCatalog& catalog,
                    const Command& command) {
  if (command.state == "queued")
    return;
  const auto ref = "command:" + command.id + ":" + command.state;
  if (command.finished_ms == 0) {
    note_progress(work, command, ref);
    return;
  }
  Evidence evidence;
  evidence.device = command.device;
  evidence.at_ms = command.finished_ms;
  evidence.ref = ref;
  evidence.kind = "command";
  evidence.data = command_data(command);
  evidence.results = command.results;
  evidence.diagnosis = command.diagnosis;
  evidence.origin = "staff";
  evidence.operator_name = command.operator_name;
  take_evidence(work, catalog, evidence);
}

}  // namespace

void follow_cases(Work& work, const FaultCatalog& catalog) {
  for (const auto& report : work.changes.reports)
    follow_report(work, catalog, report);
  for (const auto& id : work.changes.touched_sessions)
    if (const auto session = find_session(work.db, id))
      follow_session(work, *session);
  for (const auto& id : work.changes.touched_commands) {
    const auto command = find_command(work.db, id);
    if (command && !command->for_session())
      follow_command(work, catalog, *command);
  }
}

std::string outcome_of(const Case& confirmed) {
  const bool helped = confirmed.responded_ms > 0 &&
                      confirmed.responded_ms < confirmed.confirmed_ms;
  return helped ? "cured" : "self_healed";
}

void settle_cases(Work& work) {
  for (auto& record : cases_confirmed_until(work.db, work.now_ms - quiet_ms)) {
    CaseFile file(work, std::move(record));
    file.close({}, outcome_of(file.record()), {});
    file.save();
  }
}

}  // namespace soundcheck::cloud
