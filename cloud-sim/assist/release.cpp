#include "cloud-sim/assist/release.hpp"

#include "cloud-sim/store/commands.hpp"
#include "cloud-sim/store/devices.hpp"
#include "cloud-sim/store/sessions.hpp"

namespace soundcheck::cloud {
namespace {

void send(Work& work,
          Command& command,
          std::int64_t counter,
          const std::string& nonce) {
  command.expires_ms = work.now_ms + command_lifetime_ms;
  command.state = "sent";
  auto& body = command.body;
  body.set_tenant(work.tenant);
  body.set_device(command.device);
  body.set_id(command.id);
  body.set_session(command.session);
  body.set_counter(static_cast<std::uint64_t>(counter));
  body.set_nonce(nonce);
  body.set_issued_unix_ms(work.now_ms);
  body.set_expires_unix_ms(command.expires_ms);
  body.set_operator_(command.operator_name);
  body.set_reason(command.reason);
  update_command(work.db, command);
  work.changes.to_send.push_back(body);
  if (!command.for_session())
    work.changes.touched_commands.insert(command.id);
}

}  // namespace

void release(Work& work, const std::string& device) {
  const auto row = find_device(work.db, device);
  if (!row || row->state != "online")
    return;
  auto session = live_session(work.db, device);
  for (auto& command : unfinished_commands(work.db, device)) {
    if (command.state != "queued")
      continue;
    if (command.verb == "open_session") {
      send(work, command, take_open_counter(work.db, device, work.now_ms), {});
      continue;
    }
    if (!session || session->id != command.session || session->state != "open")
      continue;
    ++session->counter;
    update_session(work.db, *session);
    send(work, command, session->counter, session->nonce);
  }
}

void take_back(Work& work, const std::string& command_id) {
  auto command = find_command(work.db, command_id);
  if (!command || command->state != "sent")
    return;
  command->state = "queued";
  update_command(work.db, *command);
  if (!command->for_session())
    work.changes.touched_commands.insert(command->id);
}

}  // namespace soundcheck::cloud
