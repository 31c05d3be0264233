#pragma once

#include "probes/board/slots.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::firmware {

/// What a rule says of its finding.
struct SlotAnswer {
  Presence presence;
  std::string evidence;
  /// Unknown because a board of this kind has no means to tell it.
  bool untold = false;
};

// The rules on slots and updates; slots.hpp says where one ends and the next
// begins.
SlotAnswer judge_wanted_slot(const SlotsState& state, const Profile::Slots&);
SlotAnswer judge_other_slots(const SlotsState& state, const Profile::Slots&);
SlotAnswer judge_update(const SlotsState& state, const Profile::Slots& limits);
SlotAnswer judge_confirmed(const SlotsState& state,
                           const Profile::Slots& limits);

}  // namespace soundcheck::firmware
