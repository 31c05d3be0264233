#pragma once

#include <optional>

#include "probes/board/connection_log.hpp"
#include "probes/board/linux/wpa_events.hpp"

namespace soundcheck {

/// What an event of wpa_supplicant means for the connection; without a time.
/// Nothing for what changes nothing, and for what another event tells better.
std::optional<ConnectionEvent> connection_event_of(const WpaEvent& event);

}  // namespace soundcheck
