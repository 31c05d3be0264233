#include "cloud-sim/cases/case_file.hpp"

#include "cloud-sim/store/cases.hpp"
#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/wire/identifiers.hpp"

namespace soundcheck::cloud {

bool CaseFile::note(const std::string& ref,
                    const std::string& kind,
                    const boost::json::object& data) {
  const bool fresh = add_case_event(work_.db, record_.id, ref, work_.now_ms,
                                    kind, data, work_.limits);
  if (fresh)
    work_.changes.touched_cases.insert(record_.id);
  return fresh;
}

void CaseFile::note(const std::string& kind, const boost::json::object& data) {
  note(kind + ":" + random_hex(8), kind, data);
}

bool CaseFile::step(CaseStep step) {
  const auto from = case_state_of(record_.state);
  if (!from)
    return false;
  const auto to = after(*from, step, !record_.fault_id.empty());
  if (!to)
    return false;
  record_.state = word(*to);
  work_.changes.touched_cases.insert(record_.id);
  return true;
}

void CaseFile::classify(const FaultCatalog& catalog,
                        const std::string& fault_id,
                        double probability) {
  record_.fault_id = fault_id;
  if (const auto* facts = catalog.find(fault_id)) {
    record_.severity = facts->severity;
    record_.skill = facts->layer;
    record_.level = facts->level;
  } else {
    // Nobody here has words for it, so it is none for a script.
    record_.level = "l2";
  }
  record_.named_ms = work_.now_ms;
  step(CaseStep::fault_named);
  note("named", {{"fault_id", fault_id},
                 {"probability", probability},
                 {"severity", record_.severity},
                 {"level", record_.level}});
}

void CaseFile::respond(const std::string& who) {
  if (record_.responded_ms == 0)
    record_.responded_ms = work_.now_ms;
  if (record_.assignee.empty())
    record_.assignee = who;
}

void CaseFile::close(const std::string& by,
                     const std::string& outcome,
                     const std::string& text) {
  if (!step(CaseStep::closed))
    return;
  record_.outcome = outcome;
  record_.closed_by = by;
  record_.closed_ms = work_.now_ms;
  note("closed", {{"by", by}, {"outcome", outcome}, {"text", text}});
}

void CaseFile::save() {
  update_case(work_.db, record_);
}

std::int64_t open_case(Work& work,
                       const FaultCatalog& catalog,
                       const NewCase& wanted) {
  Case record;
  if (const auto row = find_device(work.db, wanted.device)) {
    record.model = row->model;
    record.firmware = row->firmware;
  }
  record.device = wanted.device;
  record.origin = wanted.origin;
  record.opened_by = wanted.opened_by;
  record.complaint = wanted.complaint;
  record.state = word(CaseState::opened);
  record.level = "l1";
  record.opened_ms = work.now_ms;
  record.fault_id = wanted.fault_id;
  record.id = insert_case(work.db, record, work.limits);
  CaseFile file(work, record);
  file.note("opened", "opened",
            {{"origin", wanted.origin},
             {"by", wanted.opened_by},
             {"complaint", wanted.complaint}});
  if (!wanted.opened_by.empty())
    file.respond(wanted.opened_by);
  if (!wanted.fault_id.empty())
    file.classify(catalog, wanted.fault_id, wanted.probability);
  file.save();
  return record.id;
}

}  // namespace soundcheck::cloud
