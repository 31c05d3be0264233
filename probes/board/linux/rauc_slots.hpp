#pragma once

#include <optional>
#include <string>

#include "probes/board/slots.hpp"

namespace soundcheck {

/// What RAUC's system.conf tells: the slots, those that can be booted by their
/// bootname, and how many attempts the boot loader gives them. Gives the file
/// in which RAUC keeps the status of all slots (docs/reference.rst there,
/// data-directory and statusfile); empty when each slot keeps its own inside,
/// where it cannot be read without mounting the slot. Errors: parse.
Result<std::string> tell_slots_of_rauc(std::string_view system_conf,
                                       std::string_view file,
                                       SlotsState& state);

/// One key of what RAUC tells of a slot, in that file and over the D-Bus.
void take_status_of_rauc(std::string_view key,
                         std::string_view value,
                         Slot& slot);

/// What RAUC recorded in that file of the slots that are known already.
/// Errors: parse.
Result<void> tell_status_of_rauc(std::string_view status,
                                 std::string_view file,
                                 SlotsState& state);

/// The slot that was activated last was wanted, too, when it was marked bad
/// since, which takes it out of the boot order.
void settle_wanted_slot(SlotsState& state);

/// "2026-09-06T09:51:13Z" in seconds since 1970.
std::optional<std::int64_t> unix_seconds(std::string_view timestamp);

}  // namespace soundcheck
