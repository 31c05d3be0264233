#pragma once

#include "probes/board/linux/uboot_environment.hpp"
#include "probes/board/slots.hpp"

namespace soundcheck {

/// What U-Boot's environment tells of the slots. By RAUC's convention
/// (src/bootloaders/uboot.c there) BOOT_ORDER = "A B" names the slots in the
/// order in which they are tried, BOOT_A_LEFT counts the attempts, in
/// hexadecimal; a slot that is not named is bad. By SWUpdate's
/// (include/state.h) ustate tells how far an update came, recovery_status
/// whether one was broken off. By Mender's (its U-Boot integration)
/// mender_boot_part is the number of the partition that starts, and
/// upgrade_available is 1 until an update is confirmed. Adds the slots that
/// `state` does not have yet.
void tell_slots(const UbootEnvironment& environment, SlotsState& state);

/// The slot of this name, added when there is none.
Slot& slot_named(SlotsState& state, std::string_view name);

}  // namespace soundcheck
