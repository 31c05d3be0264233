#include "cloud-sim/assist/session_answers.hpp"

#include <algorithm>

#include "cloud-sim/assist/endings.hpp"
#include "cloud-sim/assist/release.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/sessions.hpp"
#include "cloud-sim/store/timeline.hpp"
#include "cloud-sim/wire/identifiers.hpp"

namespace soundcheck::cloud {
namespace {

constexpr std::uint32_t max_session_s = 30 * 60;

void close_unwanted(Work& work, const Session& session) {
  Command command;
  command.id = random_hex(16);
  command.device = session.device;
  command.session = session.id;
  command.verb = "close_session";
  command.body.mutable_close_session();
  command.operator_name = session.operator_name;
  command.reason = session.reason;
  command.created_ms = work.now_ms;
  command.expires_ms = work.now_ms + command_lifetime_ms;
  insert_command(work.db, command, work.limits);
}

void open(Work& work, Session& session, const v1::SessionOpened& opened) {
  const bool wanted = session.state == "opening";
  session.nonce = opened.nonce();
  session.boot_id = opened.boot_id();
  session.opened_ms = work.now_ms;
  session.ends_ms = work.now_ms + 1000 * std::int64_t{std::min(opened.seconds(),
                                                               max_session_s)};
  // One that was given up meanwhile is opened here too, so that it can be
  // closed in order: the device holds it open.
  session.state = "open";
  update_session(work.db, session);
  work.changes.touched_sessions.insert(session.id);
  work.changes.touched_devices.insert(session.device);
  add_event(work.db, session.device, work.now_ms, "session_opened",
            {{"session", session.id},
             {"operator", session.operator_name},
             {"reason", session.reason}},
            work.limits);
  if (!wanted)
    close_unwanted(work, session);
  release(work, session.device);
}

}  // namespace

void take_session_answer(Work& work,
                         const Command& command,
                         const v1::Reply& reply) {
  auto session = find_session(work.db, command.session);
  if (!session)
    return;
  const bool done = reply.state() == v1::REPLY_STATE_SUCCEEDED;
  if (command.verb == "open_session" && done) {
    open(work, *session, reply.session_opened());
    return;
  }
  if (session->state != "open")
    return;
  if (command.verb == "close_session" && done)
    end_session(work, *session, "closed", "ended by " + command.operator_name);
  else if (reply.refusal() == v1::REFUSAL_NO_SESSION)
    end_session(work, *session, "closed", "the speaker had ended it");
}

}  // namespace soundcheck::cloud
