#include "cloud-sim/assist/endings.hpp"
#include "cloud-sim/assist/release.hpp"
#include "cloud-sim/hub/intake.hpp"
#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/store/sessions.hpp"
#include "cloud-sim/store/timeline.hpp"

namespace soundcheck::cloud {
namespace {

std::string state_of(const v1::DevicePresence& presence) {
  switch (presence.state()) {
    case v1::PRESENCE_STATE_ONLINE:
      return "online";
    case v1::PRESENCE_STATE_OFFLINE:
      return "offline";
    case v1::PRESENCE_STATE_STOPPED:
      return "stopped";
    default:
      return {};
  }
}

void end_sessions(Work& work, const std::string& device, const char* why) {
  if (auto session = live_session(work.db, device))
    if (session->state == "open")
      end_session(work, *session, "closed", why);
}

// What ran before a restart does not run any more, and nobody will say so.
void note_boot(Work& work, DeviceRow& row, const v1::DevicePresence& presence) {
  const bool first = row.boot_id.empty();
  row.boot_id = presence.boot_id();
  add_event(work.db, row.id, work.now_ms, "boot",
            {{"boot_id", presence.boot_id()},
             {"firmware", presence.firmware_version()}},
            work.limits);
  if (first)
    return;
  for (auto& command : unfinished_commands(work.db, row.id))
    if (command.state != "queued" && command.state != "sent")
      finish_command(work, command, "failed",
                     "the speaker restarted while it ran this");
}

void take_online(Work& work,
                 DeviceRow& row,
                 const v1::DevicePresence& presence) {
  if (presence.boot_id() != row.boot_id)
    note_boot(work, row, presence);
  row.firmware = presence.firmware_version();
  row.slot = presence.slot();
  row.agent = presence.agent_version();
  row.knowledge_hash = presence.knowledge_hash();
  if (!presence.model().empty())
    row.model = presence.model();
  row.session_open = presence.session_open();
  row.last_seen_ms = work.now_ms;
  store_presence(work.db, row.id, presence);
}

}  // namespace

Result<void> take_presence(Work& work,
                           const std::string& device,
                           const std::string& payload) {
  v1::DevicePresence presence;
  if (!presence.ParseFromString(payload))
    return Error(Errc::invalid, "malformed", "it is no DevicePresence");
  if (presence.device() != device)
    return Error(Errc::invalid, "wrong_device",
                 "it says that it is from \"" + presence.device() + "\"");
  const auto state = state_of(presence);
  if (state.empty())
    return Error(Errc::invalid, "malformed", "it tells no state");
  register_device(work.db, device, work.tenant, {});
  auto row = find_device(work.db, device);
  if (row->state != state || row->since_ms == 0) {
    row->state = state;
    row->since_ms = work.now_ms;
    add_event(work.db, device, work.now_ms, state, {}, work.limits);
  }
  const auto session = live_session(work.db, device);
  if (state == "online")
    take_online(work, *row, presence);
  else
    row->session_open = false;
  update_device(work.db, *row);
  work.changes.touched_devices.insert(device);
  // A session outlives a lost connection, but neither a restart nor the
  // owner's word.
  if (state == "stopped")
    end_sessions(work, device, "the speaker was shut down");
  else if (state == "online" && session && session->state == "open" &&
           !session->boot_id.empty() && session->boot_id != presence.boot_id())
    end_sessions(work, device, "the speaker restarted");
  else if (state == "online" && !presence.session_open())
    end_sessions(work, device, "the speaker ended it");
  release(work, device);
  return {};
}

}  // namespace soundcheck::cloud
