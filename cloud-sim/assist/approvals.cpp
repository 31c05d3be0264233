#include "cloud-sim/assist/approvals.hpp"

#include "cloud-sim/store/approvals.hpp"
#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/store/timeline.hpp"
#include "cloud-sim/wire/identifiers.hpp"

namespace soundcheck::cloud {
namespace {

void tell(Work& work, const Approval& approval) {
  work.changes.touched_approvals.insert(approval.id);
  add_event(
      work.db, approval.device, work.now_ms, "second_operator",
      {{"approval", approval.id},
       {"state", approval.state},
       {"verb", approval.verb},
       {"argument", approval.argument},
       {"operator", approval.operator_name},
       {"second", approval.second},
       {"reason", approval.note.empty() ? approval.reason : approval.note},
       {"command", approval.command}},
      work.limits);
}

void decide(Work& work, Approval& approval, const std::string& state) {
  approval.state = state;
  approval.decided_ms = work.now_ms;
  update_approval(work.db, approval);
  tell(work, approval);
}

/// As long as nothing was decided.
Result<Approval> waiting(Work& work, const std::string& id) {
  auto approval = find_approval(work.db, id);
  if (!approval)
    return Error(Errc::not_found, "unknown_approval",
                 "nothing with the id \"" + id +
                     "\" waits, or has waited, for a second operator");
  if (approval->state == "waiting" && work.now_ms > approval->expires_ms)
    return Error(Errc::conflict, "not_waiting",
                 "nobody came in time; it must be asked for again");
  if (approval->state != "waiting")
    return Error(Errc::conflict, "not_waiting",
                 "this was " + approval->state + " already" +
                     (approval->second.empty() ? "" : " by ") +
                     approval->second);
  return std::move(*approval);
}

std::string argument_of(const CommandRequest& request) {
  return request.verb == "apply_remedy" ? request.remedy : std::string();
}

CommandRequest request_of(const Approval& approval) {
  CommandRequest request;
  request.verb = approval.verb;
  request.reason = approval.reason;
  if (approval.verb == "apply_remedy")
    request.remedy = approval.argument;
  return request;
}

}  // namespace

Result<std::string> ask_second_operator(Work& work,
                                        const std::string& device,
                                        const std::string& operator_name,
                                        const CommandRequest& request) {
  if (!find_device(work.db, device))
    return Error(Errc::not_found, "unknown_device",
                 "there is no device \"" + device + "\"; check the id");
  if (request.reason.empty())
    return Error(Errc::invalid, "missing_reason",
                 "reason: must say why, for whoever is to sign it too");
  Approval approval;
  approval.id = random_hex(16);
  approval.device = device;
  approval.verb = request.verb;
  approval.argument = argument_of(request);
  approval.operator_name = operator_name;
  approval.reason = request.reason;
  approval.asked_ms = work.now_ms;
  approval.expires_ms = work.now_ms + approval_lifetime_ms;
  for (const auto& other :
       list_approvals(work.db, {.device = device, .only_waiting = true}))
    if (other.verb == approval.verb && other.argument == approval.argument)
      return Error(Errc::conflict, "already_waiting",
                   "the same waits for a second operator already, since " +
                       other.operator_name + " asked for it");
  insert_approval(work.db, approval, work.limits);
  tell(work, approval);
  return approval.id;
}

Result<std::string> countersign_approval(Work& work,
                                         const std::string& id,
                                         const std::string& second) {
  auto approval = waiting(work, id);
  if (!approval)
    return approval.error();
  if (second == approval->operator_name)
    return Error(Errc::denied, "same_operator",
                 "you have asked for it yourself; somebody else must sign it");
  const auto command = request_command(
      work, approval->device, approval->operator_name, request_of(*approval));
  if (!command)
    return command.error();
  approval->second = second;
  approval->command = *command;
  decide(work, *approval, "granted");
  return id;
}

Result<std::string> decline_approval(Work& work,
                                     const std::string& id,
                                     const std::string& who,
                                     const std::string& note) {
  auto approval = waiting(work, id);
  if (!approval)
    return approval.error();
  approval->second = who;
  approval->note = note;
  decide(work, *approval,
         who == approval->operator_name ? "withdrawn" : "declined");
  return id;
}

void expire_approvals(Work& work) {
  for (auto& approval : list_approvals(work.db, {.only_waiting = true}))
    if (work.now_ms > approval.expires_ms)
      decide(work, approval, "expired");
}

}  // namespace soundcheck::cloud
