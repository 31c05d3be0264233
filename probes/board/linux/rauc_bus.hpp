#pragma once

#include <chrono>
#include <stop_token>

#include "probes/board/slots.hpp"

namespace soundcheck {

/// Asks the service of RAUC (de.pengutronix.rauc.Installer) what it does, and,
/// while it installs nothing, of the slots that are known already: boot state,
/// status, checksum, times, which one runs and which one starts next. It knows
/// every boot loader, slots that keep their status inside, and an installation
/// that failed since it started, of which RAUC 1.8 records nothing.
///
/// What is told is told over what `state` has. Where the service is not there,
/// or hangs, or answers what RAUC would not, `state` stays as it is, and so far
/// only `updater` may be new. Blocks, but no longer than `patience`, in which
/// the service may have to be started. Errors: those of SystemBus, parse.
Result<void> ask_rauc(std::chrono::milliseconds patience,
                      std::stop_token stop,
                      SlotsState& state);

}  // namespace soundcheck
