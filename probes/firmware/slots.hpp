#pragma once

#include "probes/board/slots.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::firmware {

/// Would this speaker survive its next restart? Findings:
///
/// firmware.rolled_back      the wanted slot (the one that the last update put
///                           first) does not run and is bad: marked so, or
///                           without attempts left. Or SWUpdate says so.
/// firmware.fallback_bad     any other slot is bad, so that nothing is left if
///                           the wanted one fails. Each slot thus counts for
///                           one of the two; one that is being written for
///                           neither.
/// firmware.update_stuck     an update failed on a slot, or left it half
///                           written though the updater says that it does
///                           nothing, or began to write it longer ago than the
///                           profile allows, or was seen at it for so long.
///                           SWUpdate does not say since when it is at it:
///                           unknown.
/// firmware.boot_unconfirmed the running slot has fewer attempts than one that
///                           was confirmed, or SWUpdate still tests it, later
///                           after the start than the profile allows. Only
///                           where the full number is known, as with RAUC.
/// firmware.boot_env_damaged a copy of the boot environment has a wrong CRC.
///                           One that is blank while another is right was
///                           merely not written yet.
/// firmware.boot_env_lost    no copy is right: the boot loader starts with its
///                           defaults and knows nothing of slots.
///
/// Measurements of each slot that can be started, where they are told, named by
/// the slot in lower case ("good_a"): running and next are 1 for the one slot
/// that runs, and that the boot loader tries next; good is 1 or 0, whether it
/// would be started; written is 0 where the last work on it failed, 1 while it
/// is being written or where that was broken off, 2 where it is whole;
/// installed is when (unix_s); attempts_left the count, of attempts_full.
///
/// What this board has no means to tell is unknown without making the verdict
/// inconclusive; what it should tell and did not does.
Task<Verdict> check_slots(Slots& slots,
                          Profile::Slots limits,
                          Progress& progress);

}  // namespace soundcheck::firmware
