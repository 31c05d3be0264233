#include "cloud-sim/cases/new_evidence.hpp"

#include "cloud-sim/cases/evidence.hpp"
#include "cloud-sim/store/cases.hpp"
#include "cloud-sim/store/sessions.hpp"

namespace soundcheck::cloud {
namespace {

/// The complaint turned out to be of a fault that has a case already.
void merge(Work& work, CaseFile& file, Case into) {
  const auto& from = file.record();
  file.note("merged", {{"into", into.id}});
  CaseFile other(work, std::move(into));
  other.note("merged", {{"from", from.id}});
  if (other.record().complaint.empty())
    other.record().complaint = from.complaint;
  if (from.responded_ms > 0)
    other.respond(from.assignee);
  other.save();
  file.close({}, "duplicate", {});
}

void name_fault(Work& work,
                const FaultCatalog& catalog,
                const Evidence& evidence,
                CaseFile& file) {
  const auto named = named_faults(*evidence.diagnosis);
  if (named.empty()) {
    if (evidence.diagnosis->status() == v1::DIAGNOSIS_STATUS_UNKNOWN_FAULT)
      file.record().level = "l2";
    return;
  }
  auto other = find_open_case(work.db, file.record().device, named.front().id);
  if (other)
    merge(work, file, std::move(*other));
  else if (catalog.find(named.front().id) != nullptr)
    file.classify(catalog, named.front().id, named.front().probability);
}

void note_return(CaseFile& file) {
  auto& record = file.record();
  ++record.returns;
  record.confirmed_ms = 0;
  record.confirmed_by.clear();
  // What helped once did not last.
  record.level = "l2";
  file.note("returned", {{"fault_id", record.fault_id}});
}

void note_cure(const Work& work, CaseFile& file, const std::string& probe) {
  auto& record = file.record();
  record.confirmed_ms = work.now_ms;
  record.confirmed_by = probe;
  file.note("confirmed",
            {{"probe_id", probe}, {"by_itself", record.responded_ms == 0}});
}

void apply(const Work& work, CaseFile& file, const Judgement& judgement) {
  const bool advised = file.record().state == word(CaseState::advised);
  switch (judgement.meaning) {
    case Meaning::nothing:
      return;
    case Meaning::present:
      if (file.step(CaseStep::fault_returned))
        note_return(file);
      else if (advised)
        file.note("still_there", {{"probe_id", ""}});
      return;
    case Meaning::not_cured:
      if (advised)
        file.note("still_there", {{"probe_id", judgement.probe_id}});
      return;
    case Meaning::cured:
      if (file.step(CaseStep::cure_confirmed))
        note_cure(work, file, judgement.probe_id);
      return;
  }
}

void weigh(Work& work,
           const FaultCatalog& catalog,
           const Evidence& evidence,
           CaseFile& file) {
  auto& record = file.record();
  if (!file.note(evidence.ref, evidence.kind, evidence.data))
    return;
  // A report that waited in an outbox tells of a time that has passed.
  if (evidence.at_ms < record.evidence_ms ||
      (evidence.results.empty() && !evidence.diagnosis))
    return;
  record.evidence_ms = evidence.at_ms;
  if (!record.fault_id.empty()) {
    if (const auto* facts = catalog.find(record.fault_id))
      apply(work, file,
            judge(record.fault_id, *facts, record.remedy_id, evidence.results,
                  evidence.diagnosis));
  } else if (evidence.diagnosis) {
    name_fault(work, catalog, evidence, file);
  }
  file.save();
}

void raise(Work& work,
           const FaultCatalog& catalog,
           const Evidence& evidence,
           const NamedFault& fault) {
  const auto id = open_case(work, catalog,
                            {.device = evidence.device,
                             .origin = evidence.origin,
                             .opened_by = evidence.operator_name,
                             .complaint = evidence.complaint,
                             .fault_id = fault.id,
                             .probability = fault.probability});
  CaseFile file(work, *find_case(work.db, id));
  const auto session = live_session(work.db, evidence.device);
  if (session && session->state == "open")
    note_session(file, *session);
  file.note(evidence.ref, evidence.kind, evidence.data);
  file.record().evidence_ms = evidence.at_ms;
  file.save();
}

/// Faults that nobody here has words for raise nothing: a device could invent
/// any number of them.
bool raises(const FaultCatalog& catalog,
            const Evidence& evidence,
            const NamedFault& fault,
            bool first) {
  const auto* facts = catalog.find(fault.id);
  if (facts == nullptr)
    return false;
  return facts->alarming || (first && !evidence.complaint.empty());
}

}  // namespace

void take_evidence(Work& work,
                   const FaultCatalog& catalog,
                   const Evidence& evidence) {
  for (auto& record : open_cases(work.db, evidence.device)) {
    // An earlier one may have been merged into this one.
    CaseFile file(work, *find_case(work.db, record.id));
    weigh(work, catalog, evidence, file);
  }
  std::vector<NamedFault> named;
  if (evidence.diagnosis)
    named = named_faults(*evidence.diagnosis);
  bool first = true;
  for (const auto& fault : named) {
    if (raises(catalog, evidence, fault, first) &&
        !find_open_case(work.db, evidence.device, fault.id))
      raise(work, catalog, evidence, fault);
    first = false;
  }
  if (named.empty() && !evidence.complaint.empty() &&
      !find_open_case(work.db, evidence.device, {}))
    raise(work, catalog, evidence, {});
}

void note_session(CaseFile& file, const Session& session) {
  auto& record = file.record();
  if (session.consent_until_ms > 0)
    file.note("session:" + session.id + ":consent", "consent",
              {{"operator", session.operator_name},
               {"verb", "open_session"},
               {"until_ms", session.consent_until_ms}});
  if (!file.note("session:" + session.id + ":" + session.state, "session",
                 {{"session", session.id},
                  {"state", session.state},
                  {"operator", session.operator_name},
                  {"reason", session.reason}}))
    return;
  file.respond(session.operator_name);
  if (session.state == "open") {
    ++record.sessions;
    file.step(CaseStep::session_opened);
  } else if (session.state != "opening") {
    file.step(CaseStep::session_ended);
  }
}

}  // namespace soundcheck::cloud
