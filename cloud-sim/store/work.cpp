#include "cloud-sim/store/work.hpp"

#include "cloud-sim/store/approvals.hpp"
#include "cloud-sim/store/cases.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/store/sessions.hpp"
#include "cloud-sim/store/timeline.hpp"

namespace soundcheck::cloud {
namespace {

bool same(const std::optional<DiagnosisBrief>& before,
          const std::optional<DiagnosisBrief>& after) {
  const auto was = before.value_or(DiagnosisBrief{.status = "no_fault"});
  const auto is = after.value_or(DiagnosisBrief{.status = "no_fault"});
  return was.status == is.status && was.fault_id == is.fault_id;
}

void find_second_operators(Sqlite& db, Changes& changes) {
  const auto look = [&](const v1::Command& command) {
    auto second = second_operator_of(db, command.id());
    if (!second.empty())
      changes.second_operators[command.id()] = std::move(second);
  };
  for (const auto& command : changes.to_send)
    look(command);
  for (const auto& [device, commands] : changes.lacking_keys)
    for (const auto& command : commands)
      look(command);
}

}  // namespace

Changes collect(Work& work) {
  auto& changes = work.changes;
  find_second_operators(work.db, changes);
  for (const auto& id : changes.touched_approvals)
    if (auto approval = find_approval(work.db, id))
      changes.approvals.push_back(std::move(*approval));
  for (const auto& id : changes.touched_devices)
    if (auto row = find_device(work.db, id))
      changes.devices.push_back(std::move(*row));
  for (const auto& id : changes.touched_sessions)
    if (auto session = find_session(work.db, id))
      changes.sessions.push_back(std::move(*session));
  for (const auto& id : changes.touched_commands)
    if (auto command = find_command(work.db, id))
      changes.commands.push_back(std::move(*command));
  for (const auto id : changes.touched_cases)
    if (auto record = find_case(work.db, id))
      changes.cases.push_back(std::move(*record));
  return std::move(changes);
}

void note_results(Work& work,
                  const std::string& device,
                  const std::vector<v1::ProbeResult>& results,
                  UnixMs at_ms) {
  for (const auto& result : results)
    store_result(work.db, device, result, at_ms, work.limits);
  if (!results.empty())
    work.changes.touched_devices.insert(device);
}

void note_diagnosis(Work& work,
                    const std::string& device,
                    const v1::Diagnosis& diagnosis,
                    UnixMs at_ms) {
  const auto before = find_device(work.db, device);
  if (!before || !store_diagnosis(work.db, device, diagnosis, at_ms))
    return;
  work.changes.touched_devices.insert(device);
  const auto after = find_device(work.db, device);
  if (same(before->diagnosis, after->diagnosis))
    return;
  add_event(work.db, device, at_ms, "fault",
            {{"status", after->diagnosis->status},
             {"fault_id", after->diagnosis->fault_id}},
            work.limits);
}

}  // namespace soundcheck::cloud
