#include "cloud-sim/assist/requests.hpp"

#include "cloud-sim/assist/endings.hpp"
#include "cloud-sim/assist/release.hpp"
#include "cloud-sim/store/bundles.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/store/sessions.hpp"
#include "cloud-sim/wire/identifiers.hpp"

namespace soundcheck::cloud {
namespace {

constexpr std::size_t max_unfinished = 16;

Error unknown_device(const std::string& device) {
  return {Errc::not_found, "unknown_device",
          "there is no device \"" + device + "\"; check the id, or enrol it"};
}

Command new_command(const Work& work,
                    const Session& session,
                    const std::string& operator_name,
                    const std::string& verb) {
  Command command;
  command.id = random_hex(16);
  command.device = session.device;
  command.session = session.id;
  command.verb = verb;
  command.operator_name = operator_name;
  command.reason = session.reason;
  command.created_ms = work.now_ms;
  command.expires_ms = work.now_ms + command_lifetime_ms;
  return command;
}

Session start_session(Work& work,
                      const std::string& device,
                      const std::string& operator_name,
                      const SessionRequest& request) {
  Session session;
  session.id = random_hex(16);
  session.device = device;
  session.operator_name = operator_name;
  session.reason = request.reason;
  session.max_seconds = request.max_seconds;
  session.state = "opening";
  insert_session(work.db, session, work.limits);
  auto command = new_command(work, session, operator_name, "open_session");
  command.body.mutable_open_session()->set_max_seconds(request.max_seconds);
  insert_command(work.db, command, work.limits);
  work.changes.touched_sessions.insert(session.id);
  return session;
}

void set_verb(v1::Command& body, const CommandRequest& request) {
  if (request.verb == "diagnose")
    body.mutable_diagnose()->set_complaint(request.complaint);
  if (request.verb == "run_probes")
    for (const auto& probe : request.probes)
      body.mutable_run_probes()->add_probe_ids(probe);
  if (request.verb == "apply_remedy")
    body.set_apply_remedy(request.remedy);
  if (request.verb == "cancel")
    body.mutable_cancel()->set_command_id(request.command);
  if (request.verb == "collect_bundle")
    body.mutable_collect_bundle()->set_destination(request.destination);
  body.MergeFrom(request.body);
}

/// Only the device and whoever holds the database's hash of it know the token.
void expect_bundle(Work& work, Command& command) {
  const auto token = random_hex(16);
  command.body.mutable_collect_bundle()->set_token(token);
  insert_bundle(work.db,
                {.command = command.id,
                 .device = command.device,
                 .created_ms = work.now_ms,
                 .operator_name = command.operator_name,
                 .reason = command.reason},
                to_hex(token), work.limits);
}

/// The command to cancel, when it can be.
Result<Command> cancellable(Work& work,
                            const std::string& device,
                            const std::string& id) {
  auto target = find_command(work.db, id);
  if (!target || target->device != device || target->for_session())
    return Error(Errc::not_found, "unknown_command",
                 "device \"" + device + "\" has no command \"" + id + "\"");
  if (target->finished_ms != 0)
    return Error(Errc::conflict, "already_finished",
                 "command \"" + id + "\" has " + target->state + " already");
  return std::move(*target);
}

Result<Session> session_for(Work& work,
                            const std::string& device,
                            const std::string& operator_name,
                            const CommandRequest& request) {
  auto live = live_session(work.db, device);
  if (live)
    return std::move(*live);
  if (request.verb == "cancel")
    return Error(Errc::conflict, "no_session",
                 "no session is open on \"" + device +
                     "\", so nothing that could be stopped runs there");
  return start_session(work, device, operator_name, {request.reason, 0});
}

}  // namespace

Result<std::string> request_session(Work& work,
                                    const std::string& device,
                                    const std::string& operator_name,
                                    const SessionRequest& request) {
  if (!find_device(work.db, device))
    return unknown_device(device);
  if (const auto live = live_session(work.db, device))
    return Error(Errc::conflict, "session_exists",
                 "a session of " + live->operator_name + " is " + live->state +
                     " on \"" + device + "\" already; use it, or end it first");
  const auto session = start_session(work, device, operator_name, request);
  release(work, device);
  return session.id;
}

Result<std::string> request_close(Work& work,
                                  const std::string& device,
                                  const std::string& id,
                                  const std::string& operator_name) {
  auto session = find_session(work.db, id);
  if (!session || session->device != device)
    return Error(Errc::not_found, "unknown_session",
                 "device \"" + device + "\" has no session \"" + id + "\"");
  if (session->state == "closed" || session->state == "refused")
    return Error(Errc::conflict, "session_ended",
                 "this session is " + session->state + " already");
  if (session->state == "opening") {
    // The device may still open it; the answer is then met with CloseSession.
    for (auto& command : unfinished_commands(work.db, device))
      if (command.session == id && command.state == "queued")
        finish_command(work, command, "cancelled", "the session was ended");
    end_session(work, *session, "closed", "ended by " + operator_name);
    return id;
  }
  auto command = new_command(work, *session, operator_name, "close_session");
  command.body.mutable_close_session();
  insert_command(work.db, command, work.limits);
  work.changes.touched_sessions.insert(id);
  release(work, device);
  return id;
}

Result<std::string> request_command(Work& work,
                                    const std::string& device,
                                    const std::string& operator_name,
                                    const CommandRequest& request) {
  if (!find_device(work.db, device))
    return unknown_device(device);
  if (unfinished_commands(work.db, device).size() >= max_unfinished)
    return Error(Errc::conflict, "too_many_commands",
                 "\"" + device + "\" has " + std::to_string(max_unfinished) +
                     " commands without an end; wait, or cancel some");
  std::optional<Command> waiting;
  if (request.verb == "cancel") {
    auto target = cancellable(work, device, request.command);
    if (!target)
      return target.error();
    if (target->state == "queued")
      waiting = std::move(*target);
  }
  const auto session = session_for(work, device, operator_name, request);
  if (!session)
    return session.error();
  auto command = new_command(work, *session, operator_name, request.verb);
  if (!request.reason.empty())
    command.reason = request.reason;
  set_verb(command.body, request);
  if (request.verb == "collect_bundle")
    expect_bundle(work, command);
  insert_command(work.db, command, work.limits);
  work.changes.touched_commands.insert(command.id);
  if (waiting) {
    finish_command(work, *waiting, "cancelled", "cancelled before it was sent");
    finish_command(work, command, "succeeded", "it had not been sent yet");
  }
  release(work, device);
  return command.id;
}

}  // namespace soundcheck::cloud
