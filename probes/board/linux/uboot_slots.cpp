#include "probes/board/linux/uboot_slots.hpp"

#include <algorithm>
#include <array>

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

void count_attempts(const UbootEnvironment& environment, SlotsState& state) {
  for (const auto& name : environment.names_between("BOOT_", "_LEFT")) {
    auto& slot = slot_named(state, name);
    slot.bootable = true;
    slot.attempts_left = number<std::uint64_t>(
        trimmed(environment.value("BOOT_" + name + "_LEFT").value_or("")), 16);
  }
}

BootState boot_state_of(const Slot& slot, bool named) {
  if (!named)
    return BootState::bad;
  if (!slot.attempts_left)
    return BootState::unknown;
  return *slot.attempts_left > 0 ? BootState::good : BootState::bad;
}

void follow_order(const std::vector<std::string_view>& order,
                  SlotsState& state) {
  for (const auto name : order)
    slot_named(state, name).bootable = true;
  for (auto& slot : state.slots) {
    const bool named =
        std::find(order.begin(), order.end(), slot.name) != order.end();
    if (slot.bootable)
      slot.boot_state = boot_state_of(slot, named);
  }
  if (!order.empty())
    state.wanted = order.front();
  for (const auto name : order) {
    const auto boot_state = slot_named(state, name).boot_state;
    if (boot_state == BootState::good)
      state.primary = name;
    // Whether one is skipped whose attempts cannot be read is not known.
    if (boot_state != BootState::bad)
      return;
  }
}

/// Mender numbers its partitions and keeps only the one that starts next. After
/// a fallback that is the old one again, as if nothing had been.
void follow_mender(const UbootEnvironment& environment, SlotsState& state) {
  const auto part = trimmed(environment.value("mender_boot_part").value_or(""));
  if (part.empty())
    return;
  slot_named(state, part).bootable = true;
  state.wanted = part;
  state.primary = part;
}

UpdateState update_state_of(const UbootEnvironment& environment) {
  constexpr std::array<UpdateState, 8> states = {
      UpdateState::ok,          UpdateState::installed, UpdateState::testing,
      UpdateState::failed,      UpdateState::ok,  // not available
      UpdateState::error,       UpdateState::ok,  // waits for somebody's word
      UpdateState::in_progress,
  };
  const auto status = environment.value("recovery_status").value_or("");
  if (status == "failed")
    return UpdateState::error;
  // "progress" in SWUpdate's handbook, "in_progress" in its source.
  if (status.ends_with("progress"))
    return UpdateState::in_progress;
  // Mender's, which is 1 from the installation to the confirmation.
  if (environment.value("mender_boot_part")) {
    const auto trial = environment.value("upgrade_available").value_or("");
    return trimmed(trial) == "1" ? UpdateState::testing : UpdateState::ok;
  }
  const auto digit =
      number<std::size_t>(trimmed(environment.value("ustate").value_or("")));
  return digit && *digit < states.size() ? states[*digit]
                                         : UpdateState::unknown;
}

}  // namespace

Slot& slot_named(SlotsState& state, std::string_view name) {
  for (auto& slot : state.slots) {
    if (slot.name == name)
      return slot;
  }
  state.slots.emplace_back().name = name;
  return state.slots.back();
}

void tell_slots(const UbootEnvironment& environment, SlotsState& state) {
  count_attempts(environment, state);
  if (const auto order = environment.value("BOOT_ORDER"))
    follow_order(words(*order), state);
  follow_mender(environment, state);
  state.update = update_state_of(environment);
}

}  // namespace soundcheck
