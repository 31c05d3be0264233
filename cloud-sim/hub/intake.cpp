#include "cloud-sim/hub/intake.hpp"

#include <boost/json.hpp>

#include "cloud-sim/assist/replies.hpp"
#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/store/ledger.hpp"
#include "cloud-sim/store/publications.hpp"
#include "cloud-sim/store/reports.hpp"
#include "cloud-sim/store/starts.hpp"
#include "cloud-sim/store/timeline.hpp"
#include "cloud-sim/wire/words.hpp"

namespace soundcheck::cloud {
namespace {

boost::json::array failed_probes(const v1::HealthReport& report) {
  boost::json::array failed;
  for (const auto& result : report.results())
    if (result.outcome() == v1::OUTCOME_FAILED)
      failed.emplace_back(result.probe_id());
  return failed;
}

void note_sender(Work& work,
                 const std::string& device,
                 const v1::HealthReport& report) {
  register_device(work.db, device, work.tenant, {});
  auto row = find_device(work.db, device);
  row->last_seen_ms = work.now_ms;
  row->dropped_reports = static_cast<std::int64_t>(report.dropped_reports());
  update_device(work.db, *row);
  work.changes.touched_devices.insert(device);
}

}  // namespace

Result<void> take_report(Work& work,
                         const std::string& device,
                         const std::string& payload) {
  v1::HealthReport report;
  if (!report.ParseFromString(payload))
    return Error(Errc::invalid, "malformed", "it is no HealthReport");
  if (report.device() != device)
    return Error(Errc::invalid, "wrong_device",
                 "it says that it is from \"" + report.device() + "\"");
  if (!is_outbox_entry(report.outbox(), report.seq()))
    return Error(Errc::invalid, "malformed", "its outbox or seq is bad");
  add_receipt(work, device, report.outbox(), report.seq());
  if (!enter_in_ledger(work.db, device, report.outbox(),
                       static_cast<std::int64_t>(report.seq()), work.limits))
    return {};
  note_sender(work, device, report);
  const auto id =
      store_report(work.db, device, report, work.now_ms, work.limits);
  const auto at_ms = measured_at(report, work.now_ms);
  note_start(work.db, device, report, at_ms, work.limits);
  note_refusal(work.db, device, report.knowledge_refused(), at_ms);
  note_results(work, device, {report.results().begin(), report.results().end()},
               at_ms);
  if (report.has_diagnosis())
    note_diagnosis(work, device, report.diagnosis(), at_ms);
  add_event(work.db, device, work.now_ms, "report",
            {{"id", id},
             {"trigger", word(report.trigger())},
             {"failed", failed_probes(report)}},
            work.limits);
  work.changes.reports.push_back({id, work.now_ms, std::move(report)});
  return {};
}

}  // namespace soundcheck::cloud
