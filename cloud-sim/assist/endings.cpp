#include "cloud-sim/assist/endings.hpp"

#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/sessions.hpp"
#include "cloud-sim/store/timeline.hpp"

namespace soundcheck::cloud {
namespace {

void end_session_of(Work& work, const Command& opener) {
  auto session = find_session(work.db, opener.session);
  if (!session || session->state != "opening")
    return;
  session->refusal = opener.refusal;
  end_session(work, *session, opener.state == "refused" ? "refused" : "closed",
              opener.detail);
}

}  // namespace

void finish_command(Work& work,
                    Command& command,
                    const std::string& state,
                    const std::string& detail) {
  command.state = state;
  command.detail = detail;
  command.finished_ms = work.now_ms;
  update_command(work.db, command);
  if (command.verb == "open_session" && state != "succeeded")
    end_session_of(work, command);
  if (command.for_session())
    return;
  work.changes.touched_commands.insert(command.id);
  add_event(work.db, command.device, work.now_ms, "command",
            {{"command", command.id},
             {"verb", command.verb},
             {"operator", command.operator_name},
             {"state", state}},
            work.limits);
}

void end_session(Work& work,
                 Session& session,
                 const std::string& state,
                 const std::string& why) {
  session.state = state;
  session.ends_ms =
      session.ends_ms == 0 ? 0 : std::min(session.ends_ms, work.now_ms);
  update_session(work.db, session);
  work.changes.touched_sessions.insert(session.id);
  work.changes.touched_devices.insert(session.device);
  add_event(work.db, session.device, work.now_ms, "session_closed",
            {{"session", session.id},
             {"operator", session.operator_name},
             {"reason", why}},
            work.limits);
  for (auto& command : unfinished_commands(work.db, session.device)) {
    if (command.session != session.id || command.state != "queued")
      continue;
    command.refusal = session.refusal;
    finish_command(work, command, state == "refused" ? "refused" : "cancelled",
                   "the session ended before this was sent: " + why);
  }
}

}  // namespace soundcheck::cloud
