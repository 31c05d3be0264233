#include "cloud-sim/knowledge/learn.hpp"

#include <limits>

#include "cloud-sim/cases/evidence.hpp"
#include "cloud-sim/store/cases.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/lessons.hpp"
#include "cloud-sim/store/reports.hpp"

namespace soundcheck::cloud {
namespace {

constexpr std::int64_t newest_reports = 60;
constexpr std::int64_t newest_commands = 20;

struct Confirmed {
  std::string device, fault_id;
  UnixMs at_ms = 0;
};

bool names_only(const v1::Diagnosis& diagnosis, const std::string& fault_id) {
  const auto named = named_faults(diagnosis);
  return named.size() == 1 && named.front().id == fault_id;
}

/// What the probes found, when it is newer than what the lesson has.
template <class Results>
void take_findings(Lesson& lesson,
                   const Results& results,
                   std::string source,
                   UnixMs at_ms,
                   UnixMs& newest_ms) {
  if (at_ms <= newest_ms)
    return;
  newest_ms = at_ms;
  lesson.source = std::move(source);
  lesson.present.clear();
  lesson.absent.clear();
  for (const v1::ProbeResult& result : results)
    for (const auto& finding : result.findings()) {
      if (finding.presence() == v1::PRESENCE_PRESENT)
        lesson.present.push_back(finding.id());
      else if (finding.presence() == v1::PRESENCE_ABSENT)
        lesson.absent.push_back(finding.id());
    }
}

/// A periodic report leaves out what is absent, so nothing is learned from it.
void look_at_reports(Sqlite& db,
                     const Confirmed& confirmed,
                     Lesson& lesson,
                     UnixMs& newest_ms) {
  constexpr auto any = std::numeric_limits<std::int64_t>::max();
  for (const auto& report :
       list_reports(db, confirmed.device, any, newest_reports)) {
    const auto& message = report.message;
    const auto at_ms = measured_at(message, report.received_ms);
    if (message.trigger() != v1::TRIGGER_PERIODIC && at_ms <= confirmed.at_ms &&
        names_only(message.diagnosis(), confirmed.fault_id))
      take_findings(lesson, message.results(),
                    "report:" + std::to_string(report.id), at_ms, newest_ms);
  }
}

void look_at_commands(Sqlite& db,
                      const Confirmed& confirmed,
                      Lesson& lesson,
                      UnixMs& newest_ms) {
  for (const auto& command :
       list_commands(db, confirmed.device, newest_commands)) {
    if (command.diagnosis && command.finished_ms <= confirmed.at_ms &&
        names_only(*command.diagnosis, confirmed.fault_id))
      take_findings(lesson, command.results, "command:" + command.id,
                    command.finished_ms, newest_ms);
  }
}

void learn_from(Work& work, const Confirmed& confirmed) {
  if (confirmed.fault_id.empty())
    return;
  Lesson lesson;
  lesson.device = confirmed.device;
  lesson.fault_id = confirmed.fault_id;
  lesson.at_ms = confirmed.at_ms;
  UnixMs newest_ms = 0;
  look_at_reports(work.db, confirmed, lesson, newest_ms);
  look_at_commands(work.db, confirmed, lesson, newest_ms);
  if (newest_ms > 0)
    insert_lesson(work.db, lesson, work.limits);
}

bool healed(const v1::RemedyResult& remedy) {
  return remedy.outcome() == v1::REMEDY_OUTCOME_HEALED;
}

}  // namespace

void learn(Work& work) {
  for (const auto& report : work.changes.reports)
    for (const auto& remedy : report.message.remedies())
      if (healed(remedy))
        learn_from(work, {report.message.device(), remedy.fault_id(),
                          measured_at(report.message, report.received_ms)});
  for (const auto& id : work.changes.touched_commands) {
    const auto command = find_command(work.db, id);
    if (command && command->remedy && healed(*command->remedy))
      learn_from(work, {command->device, command->remedy->fault_id(),
                        command->finished_ms});
  }
  for (const auto id : work.changes.touched_cases) {
    const auto record = find_case(work.db, id);
    if (record && record->closed_ms > 0 && record->outcome == "cured")
      learn_from(work,
                 {record->device, record->fault_id, record->confirmed_ms});
  }
}

}  // namespace soundcheck::cloud
