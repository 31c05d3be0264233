#include "cloud-sim/cases/requests.hpp"

#include "cloud-sim/cases/case_file.hpp"
#include "cloud-sim/cases/evidence.hpp"
#include "cloud-sim/cases/follow.hpp"
#include "cloud-sim/cases/new_evidence.hpp"
#include "cloud-sim/store/cases.hpp"
#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/store/sessions.hpp"

namespace soundcheck::cloud {
namespace {

constexpr UnixMs fresh_ms = 24 * 60 * 60 * 1000;

Result<CaseFile> open_file(Work& work, std::int64_t id) {
  auto record = find_case(work.db, id);
  if (!record)
    return Error(Errc::not_found, "unknown_case",
                 "there is no case " + std::to_string(id));
  return CaseFile(work, std::move(*record));
}

Result<CaseFile> open_live_file(Work& work, std::int64_t id) {
  auto file = open_file(work, id);
  if (file && file->record().closed_ms != 0)
    return Error(Errc::conflict, "case_closed",
                 "case " + std::to_string(id) +
                     " is closed; open a new one if the fault is back");
  return file;
}

NamedFault known_fault(const Work& work,
                       const FaultCatalog& catalog,
                       const DeviceRow& device) {
  const auto& brief = device.diagnosis;
  if (!brief || brief->status != "fault" ||
      brief->at_ms < work.now_ms - fresh_ms ||
      catalog.find(brief->fault_id) == nullptr)
    return {};
  return {brief->fault_id, brief->probability.value_or(0)};
}

void note_text(CaseFile& file,
               const std::string& by,
               const CaseOpening& opening) {
  if (file.record().complaint.empty())
    file.record().complaint = opening.complaint;
  if (!opening.text.empty())
    file.note("note", {{"by", by}, {"text", opening.text}});
}

}  // namespace

Result<OpenedCase> request_case(Work& work,
                                const FaultCatalog& catalog,
                                const std::string& by,
                                const CaseOpening& opening) {
  const auto device = find_device(work.db, opening.device);
  if (!device)
    return Error(Errc::not_found, "unknown_device",
                 "there is no device \"" + opening.device +
                     "\"; check the id, or enrol it");
  const auto fault = known_fault(work, catalog, *device);
  auto record = find_open_case(work.db, opening.device, fault.id);
  const bool fresh = !record;
  if (fresh)
    record = find_case(work.db, open_case(work, catalog,
                                          {.device = opening.device,
                                           .origin = opening.origin,
                                           .opened_by = by,
                                           .complaint = opening.complaint,
                                           .fault_id = fault.id,
                                           .probability = fault.probability}));
  CaseFile file(work, std::move(*record));
  const auto session = live_session(work.db, opening.device);
  if (fresh && session && session->state == "open")
    note_session(file, *session);
  file.respond(by);
  note_text(file, by, opening);
  file.save();
  return OpenedCase{file.record().id, fresh};
}

Result<std::int64_t> add_note(Work& work,
                              std::int64_t id,
                              const std::string& by,
                              const std::string& text) {
  auto file = open_file(work, id);
  if (!file)
    return file.error();
  file->note("note", {{"by", by}, {"text", text}});
  if (file->record().closed_ms == 0 && file->record().responded_ms == 0)
    file->record().responded_ms = work.now_ms;
  file->save();
  return id;
}

Result<std::int64_t> take_case(Work& work,
                               std::int64_t id,
                               const std::string& by) {
  auto file = open_live_file(work, id);
  if (!file)
    return file.error();
  if (file->record().assignee == by)
    return id;
  file->respond(by);
  file->record().assignee = by;
  file->note("taken", {{"by", by}});
  file->save();
  return id;
}

Result<std::int64_t> escalate_case(Work& work,
                                   std::int64_t id,
                                   const std::string& by,
                                   const std::string& text) {
  auto file = open_live_file(work, id);
  if (!file)
    return file.error();
  auto& record = file->record();
  if (record.level == "l2")
    return Error(Errc::conflict, "already_l2",
                 "case " + std::to_string(id) + " is with level 2 already");
  file->respond(by);
  record.level = "l2";
  record.assignee.clear();
  ++record.escalations;
  file->note("escalated", {{"by", by}, {"text", text}});
  file->save();
  return id;
}

Result<std::int64_t> give_advice(Work& work,
                                 const FaultCatalog& catalog,
                                 std::int64_t id,
                                 const std::string& by,
                                 const Advice& advice) {
  auto file = open_live_file(work, id);
  if (!file)
    return file.error();
  auto& record = file->record();
  const auto* facts = catalog.find(record.fault_id);
  if (!advice.remedy_id.empty() &&
      (facts == nullptr || !facts->remedies.contains(advice.remedy_id)))
    return Error(Errc::invalid, "unknown_remedy",
                 "\"" + advice.remedy_id + "\" is no remedy of \"" +
                     record.fault_id + "\"; see /knowledge");
  if (record.state == word(CaseState::confirmed))
    return Error(Errc::conflict, "already_confirmed",
                 "the device has confirmed the cure already");
  file->respond(by);
  record.remedy_id = advice.remedy_id;
  if (record.advised_ms == 0)
    record.advised_ms = work.now_ms;
  file->step(CaseStep::advice_given);
  file->note(
      "advice",
      {{"by", by}, {"remedy_id", advice.remedy_id}, {"text", advice.text}});
  file->save();
  return id;
}

Result<std::int64_t> rate_case(Work& work,
                               std::int64_t id,
                               const std::string& by,
                               std::int64_t stars,
                               const std::string& text) {
  auto file = open_file(work, id);
  if (!file)
    return file.error();
  auto& record = file->record();
  if (record.closed_ms == 0 && record.state != word(CaseState::confirmed))
    return Error(Errc::conflict, "not_over",
                 "case " + std::to_string(id) +
                     " can be rated once the device has confirmed the cure");
  record.stars = stars;
  file->note("rated", {{"by", by}, {"stars", stars}, {"text", text}});
  file->save();
  return id;
}

Result<std::int64_t> close_case(Work& work,
                                std::int64_t id,
                                const std::string& by,
                                const std::string& text,
                                bool may_unconfirmed) {
  auto file = open_live_file(work, id);
  if (!file)
    return file.error();
  const auto& record = file->record();
  const bool confirmed = record.state == word(CaseState::confirmed);
  if (!confirmed && !may_unconfirmed)
    return Error(Errc::denied, "not_confirmed",
                 "the device has not confirmed the cure of case " +
                     std::to_string(id) +
                     "; test again, or pass it to level 2");
  if (!confirmed && text.empty())
    return Error(Errc::invalid, "no_reason",
                 "the device has not confirmed the cure; say in \"text\" why "
                 "the case is closed all the same");
  file->close(by, confirmed ? outcome_of(record) : "not_confirmed", text);
  file->save();
  return id;
}

}  // namespace soundcheck::cloud
