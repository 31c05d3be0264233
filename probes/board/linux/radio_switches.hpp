#pragma once

#include "probes/board/linux/board_root.hpp"
#include "probes/board/radio.hpp"

namespace soundcheck {

/// Whether `state.interface_name` is up, whether anything (rfkill) keeps its
/// radio off, and whether Bluetooth shares the air; out of /sys.
void apply_switches(const BoardRoot& root, RadioState& state);

}  // namespace soundcheck
