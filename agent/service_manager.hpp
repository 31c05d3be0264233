#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace soundcheck {

// The protocol of sd_notify(3), which is one datagram. libsystemd would be a
// megabyte on images that often have no systemd at all.

/// Tells the service manager `state`, for example "READY=1". Without one, or
/// when it does not listen, nothing happens.
void tell_service_manager(std::string_view state);

/// How often it wants to hear "WATCHDOG=1" from this process; half of what it
/// would bear.
std::optional<std::chrono::milliseconds> watchdog_interval();

}  // namespace soundcheck
