#include "cloud-sim/assist/expiry.hpp"

#include "cloud-sim/assist/approvals.hpp"
#include "cloud-sim/assist/endings.hpp"
#include "cloud-sim/assist/release.hpp"
#include "cloud-sim/store/bundles.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/store/sessions.hpp"

namespace soundcheck::cloud {
namespace {

constexpr UnixMs silence_ms = 10 * 60 * 1000;
constexpr UnixMs grace_ms = 5 * 1000;  // for an answer that is on its way

std::string seconds(UnixMs ms) {
  return std::to_string(ms / 1000) + " s";
}

std::string why_unanswered(Work& work, const Command& command) {
  const auto device = find_device(work.db, command.device);
  const bool online = device && device->state == "online";
  const auto waited = seconds(work.now_ms - command.created_ms);
  if (command.state == "sent" && online)
    return "the speaker is online, but did not answer for " + waited;
  if (command.state == "sent")
    return "the speaker went offline before it answered, and " + waited +
           " have passed";
  return "the speaker was not online for " + waited +
         "; the command was never sent";
}

/// Nothing when it may go on.
std::string why_over(Work& work, const Command& command) {
  if (command.state == "queued" || command.state == "sent") {
    // What waits for a session lives as long as the session is being opened.
    const auto session = find_session(work.db, command.session);
    if (command.state == "queued" && command.verb != "open_session" &&
        session && session->state == "opening")
      return {};
    return work.now_ms > command.expires_ms + grace_ms
               ? why_unanswered(work, command)
               : std::string();
  }
  if (work.now_ms - command.last_reply_ms > silence_ms)
    return "the speaker took the command, but then said nothing for " +
           seconds(silence_ms);
  return {};
}

}  // namespace

void expire(Work& work) {
  for (const auto& listed : unfinished_commands(work.db, {})) {
    // An earlier one may have ended this one with it.
    auto command = find_command(work.db, listed.id);
    if (!command || command->finished_ms != 0)
      continue;
    const auto why = why_over(work, *command);
    if (!why.empty())
      finish_command(work, *command, "failed", why);
  }
  for (auto& session : sessions_to_end(work.db, work.now_ms))
    end_session(work, session, "closed", "its time was over");
  expire_approvals(work);
  expire_bundles(work.db, work.now_ms, work.limits);
}

}  // namespace soundcheck::cloud
