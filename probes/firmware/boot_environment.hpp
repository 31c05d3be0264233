#pragma once

#include "probes/firmware/slot_rules.hpp"

namespace soundcheck::firmware {

// The rules on the copies of the boot environment.
SlotAnswer judge_lost(const SlotsState& state, const Profile::Slots&);
SlotAnswer judge_damaged(const SlotsState& state, const Profile::Slots& limits);

}  // namespace soundcheck::firmware
