#include "probes/firmware/slot_rules.hpp"

#include <algorithm>

#include "probes/findings.hpp"

namespace soundcheck::firmware {

namespace {

const Slot* find(const SlotsState& state, const std::string& name) {
  for (const auto& slot : state.slots) {
    if (slot.name == name)
      return &slot;
  }
  return nullptr;
}

/// What no slot tells on a board whose boot loader keeps its choice to itself
/// is not missing.
SlotAnswer unknown(const SlotsState& state, std::string evidence) {
  const bool told =
      state.bootloader == "uboot" || !state.environment_unread.empty() ||
      std::any_of(state.slots.begin(), state.slots.end(), [](const Slot& slot) {
        return slot.boot_state != BootState::unknown;
      });
  return {Presence::unknown, std::move(evidence), !told};
}

std::string text_of(const Slot& slot) {
  const char* what = " may be good or bad";
  if (slot.boot_state == BootState::good)
    what = " is good";
  else if (slot.boot_state == BootState::bad)
    what =
        slot.attempts_left == 0u ? " has no attempts left" : " is marked bad";
  return "slot " + slot.name + what;
}

/// A path, an address, an account: none of that leaves the board.
bool names_a_place(std::string_view word) {
  const auto inner = word.substr(0, word.empty() ? 0 : word.size() - 1);
  return word.find_first_of("/@") != word.npos ||
         inner.find(':') != inner.npos ||
         std::count(inner.begin(), inner.end(), '.') > 1;
}

/// What the updater said of its last installation, without places.
std::string last_error(const SlotsState& state) {
  std::string text;
  std::string_view rest;
  if (state.updater)
    rest = state.updater->last_error;
  while (!rest.empty()) {
    const auto word = rest.substr(0, rest.find_first_of(" \n"));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    if (word.empty())
      continue;
    text += text.empty() ? ": " : " ";
    text += names_a_place(word) ? "..." : word;
  }
  return text;
}

bool installs(const SlotsState& state) {
  return state.updater && state.updater->installing;
}

}  // namespace

SlotAnswer judge_wanted_slot(const SlotsState& state, const Profile::Slots&) {
  if (state.update == UpdateState::failed)
    return {Presence::present, "SWUpdate: the new software did not start"};
  const auto* wanted = find(state, state.wanted);
  if (state.booted.empty() || !wanted)
    return unknown(state, "it is not told which slot runs, or was to run");
  auto text = "slot " + state.booted + " runs";
  if (wanted->name == state.booted)
    return {Presence::absent, text + ", as was wanted"};
  if (wanted->boot_state == BootState::unknown)
    return unknown(state, text_of(*wanted));
  const bool bad = wanted->boot_state == BootState::bad;
  text +=
      bad ? " in place of the wanted one: " : ", and after the next start: ";
  return {presence_if(bad), text + text_of(*wanted)};
}

SlotAnswer judge_other_slots(const SlotsState& state, const Profile::Slots&) {
  const auto& wanted = state.wanted.empty() ? state.booted : state.wanted;
  if (wanted.empty())
    return unknown(state, "it is not told which slot was to run");
  std::string bad, written, unclear, fine;
  for (const auto& slot : state.slots) {
    if (!slot.bootable || slot.name == wanted)
      continue;
    auto* list = &unclear;
    const bool is_bad = slot.boot_state == BootState::bad;
    // What RAUC is about to write it marks bad, before it says which.
    if (slot.status == SlotStatus::pending || (is_bad && installs(state)))
      list = &written;
    else if (is_bad)
      list = &bad;
    else if (slot.boot_state == BootState::good)
      list = &fine;
    add_to_list(*list, list == &written ? slot.name : text_of(slot));
  }
  if (!bad.empty())
    return {Presence::present, bad};
  if (!written.empty())
    return {Presence::unknown, "being written: slot " + written};
  if (!unclear.empty())
    return unknown(state, unclear);
  if (fine.empty())
    return {Presence::unknown, "there is no other slot", true};
  return {Presence::absent, fine};
}

std::string silence(const SlotsState& state) {
  return state.updater_silent.empty() ? std::string()
                                      : "; RAUC: " + state.updater_silent;
}

/// What is being written, or was when somebody stopped.
SlotAnswer judge_pending(const SlotsState& state,
                         const Profile::Slots& limits,
                         const std::string& pending) {
  if (state.updater && !state.updater->installing)
    return {Presence::present, "half-written, and nobody is at it: " + pending +
                                   last_error(state)};
  auto seconds = state.status_age_s;
  std::string text = "an update runs, or was broken off";
  if (installs(state)) {
    text = "an installation runs";
    if (state.updater->percent)
      text += ", " + std::to_string(*state.updater->percent) + " % done";
    if (pending.empty())
      seconds = state.updater->installing_for_s;
  }
  // SWUpdate does not say since when.
  if (state.update == UpdateState::in_progress)
    seconds.reset();
  if (seconds)
    text += ", for " + decimal(*seconds, 0) + " s (limit " +
            decimal(limits.install_within_s, 0) + " s)";
  if (!pending.empty())
    text += ": " + pending;
  const bool late = seconds && *seconds > limits.install_within_s;
  return {late ? Presence::present : Presence::unknown, text + silence(state)};
}

SlotAnswer judge_update(const SlotsState& state, const Profile::Slots& limits) {
  std::string failed, pending;
  bool recorded = state.update != UpdateState::unknown || state.updater;
  if (state.update == UpdateState::error)
    failed = "SWUpdate";
  if (state.update == UpdateState::in_progress)
    pending = "SWUpdate";
  for (const auto& slot : state.slots) {
    recorded |= slot.status != SlotStatus::unknown;
    if (slot.status == SlotStatus::failed)
      add_to_list(failed, "slot " + slot.name);
    if (slot.status == SlotStatus::pending)
      add_to_list(pending, "slot " + slot.name);
  }
  if (!failed.empty())
    return {Presence::present,
            "the last update failed: " + failed + last_error(state)};
  if (!recorded)
    return {Presence::unknown, "no updater recorded how it ended", true};
  if (!pending.empty() || installs(state))
    return judge_pending(state, limits, pending);
  // One that was refused before it wrote anything leaves all as it was.
  if (const auto error = last_error(state); !error.empty())
    return {Presence::absent,
            "the last update left no slot half-written" + error};
  return {Presence::absent,
          "no update is under way, and none failed" + silence(state)};
}

SlotAnswer judge_confirmed(const SlotsState& state,
                           const Profile::Slots& limits) {
  const auto* slot = find(state, state.booted);
  const bool counted = slot && slot->attempts_left && state.full_attempts;
  const bool testing = state.update == UpdateState::testing;
  if (!state.uptime_s || (!counted && !testing))
    return {Presence::unknown, "it is not told what a confirmed slot has",
            true};
  const bool confirmed =
      !testing && *slot->attempts_left >= *state.full_attempts;
  auto text = "up for " + decimal(*state.uptime_s, 0) + " s (limit " +
              decimal(limits.confirm_within_s, 0) + " s)";
  if (testing)
    text += ", not confirmed by the updater";
  if (counted)
    text += ", " + std::to_string(*slot->attempts_left) + " of " +
            std::to_string(*state.full_attempts) + " attempts left";
  return {presence_if(!confirmed && *state.uptime_s > limits.confirm_within_s),
          std::move(text)};
}

}  // namespace soundcheck::firmware
