#include "probes/board/linux/rauc_slots.hpp"

#include <chrono>

#include "probes/board/linux/key_file.hpp"
#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

constexpr std::string_view slot_prefix = "slot.";

/// The section [system].
struct System {
  std::string status_file, data_directory;
  std::uint64_t attempts = 0, attempts_primary = 0;  ///< 0 = not set
};

Slot* slot_of(SlotsState& state, std::string_view group) {
  if (!group.starts_with(slot_prefix))
    return nullptr;
  group.remove_prefix(slot_prefix.size());
  for (auto& slot : state.slots) {
    if (slot.updater_name == group)
      return &slot;
  }
  return nullptr;
}

void take_system(std::string_view key,
                 std::string_view value,
                 System& system,
                 SlotsState& state) {
  const auto count = number<std::uint64_t>(value).value_or(0);
  if (key == "bootloader")
    state.bootloader = value;
  else if (key == "statusfile")
    system.status_file = value;
  else if (key == "data-directory")
    system.data_directory = value;
  else if (key == "boot-attempts")
    system.attempts = count;
  else if (key == "boot-attempts-primary")
    system.attempts_primary = count;
}

void take_slot(std::string_view group,
               std::string_view key,
               std::string_view value,
               SlotsState& state) {
  auto* slot = slot_of(state, group);
  if (!slot) {
    slot = &state.slots.emplace_back();
    slot->name = slot->updater_name = group.substr(slot_prefix.size());
  }
  if (key == "device")
    slot->device = value;
  if (key == "bootname") {
    slot->name = value;
    slot->bootable = true;
  }
}

/// With more attempts for an update than for others, the full number may also
/// be what one start left of them.
std::optional<std::uint64_t> full_attempts_of(const System& system) {
  constexpr std::uint64_t not_set = 3;
  const auto full = system.attempts ? system.attempts : not_set;
  const auto primary =
      system.attempts_primary ? system.attempts_primary : not_set;
  return primary <= full ? std::optional(full) : std::nullopt;
}

}  // namespace

Result<std::string> tell_slots_of_rauc(std::string_view system_conf,
                                       std::string_view file,
                                       SlotsState& state) {
  System system;
  const TakeKey take = [&](std::string_view group, std::string_view key,
                           std::string_view value) {
    if (group == "system")
      take_system(key, value, system, state);
    else if (group.starts_with(slot_prefix))
      take_slot(group, key, value, state);
  };
  if (const auto done = read_key_file(system_conf, file, take); !done)
    return done.error();
  state.full_attempts = full_attempts_of(system);
  if (system.status_file.empty() && !system.data_directory.empty())
    system.status_file = system.data_directory + "/central.raucs";
  if (!system.status_file.starts_with('/'))
    system.status_file.clear();
  return std::move(system.status_file);
}

void take_status_of_rauc(std::string_view key,
                         std::string_view value,
                         Slot& slot) {
  if (key == "status" && value == "ok")
    slot.status = SlotStatus::ok;
  // RAUC 1.8 says so over the D-Bus, and records nothing.
  else if (key == "status" && (value == "pending" || value == "update"))
    slot.status = SlotStatus::pending;
  else if (key == "status" && value == "failed")
    slot.status = SlotStatus::failed;
  else if (key == "sha256")
    slot.sha256 = value;
  else if (key == "size")
    slot.size_bytes = number<std::uint64_t>(value);
  else if (key == "installed.timestamp")
    slot.installed_unix_s = unix_seconds(value);
  else if (key == "activated.timestamp")
    slot.activated_unix_s = unix_seconds(value);
}

Result<void> tell_status_of_rauc(std::string_view status,
                                 std::string_view file,
                                 SlotsState& state) {
  return read_key_file(status, file,
                       [&state](std::string_view group, std::string_view key,
                                std::string_view value) {
                         if (auto* slot = slot_of(state, group))
                           take_status_of_rauc(key, value, *slot);
                       });
}

void settle_wanted_slot(SlotsState& state) {
  const Slot* newest = nullptr;
  for (const auto& slot : state.slots) {
    if (slot.bootable && slot.activated_unix_s &&
        (!newest || slot.activated_unix_s > newest->activated_unix_s))
      newest = &slot;
  }
  // One that is being written is out of the order for that while, too.
  const bool installing = state.updater && state.updater->installing;
  if (newest && newest->boot_state == BootState::bad && !installing &&
      newest->status != SlotStatus::pending)
    state.wanted = newest->name;
}

std::optional<std::int64_t> unix_seconds(std::string_view timestamp) {
  constexpr std::string_view form = "0000-00-00T00:00:00Z";
  if (timestamp.size() != form.size())
    return std::nullopt;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool digit = timestamp[i] >= '0' && timestamp[i] <= '9';
    if (form[i] == '0' ? !digit : timestamp[i] != form[i])
      return std::nullopt;
  }
  using namespace std::chrono;
  const auto part = [timestamp](std::size_t at, std::size_t count) {
    int value = 0;
    for (const char digit : timestamp.substr(at, count))
      value = value * 10 + (digit - '0');
    return value;
  };
  const year_month_day date(year(part(0, 4)),
                            month(static_cast<unsigned>(part(5, 2))),
                            day(static_cast<unsigned>(part(8, 2))));
  if (!date.ok() || part(11, 2) > 23 || part(14, 2) > 59 || part(17, 2) > 60)
    return std::nullopt;
  const auto time = sys_days(date) + hours(part(11, 2)) + minutes(part(14, 2)) +
                    seconds(part(17, 2));
  return time.time_since_epoch().count();
}

}  // namespace soundcheck
