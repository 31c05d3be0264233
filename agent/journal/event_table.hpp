#pragma once

#include <string>
#include <vector>

#include "agent/store/connection.hpp"
#include "probes/board/connection_log.hpp"

namespace soundcheck {

/// An event, and whether its monotonic time is that of another boot.
struct KeptEvent {
  ConnectionEvent event;
  bool earlier_boot = false;
};

// The journal's table. Errors: io.

/// Appends, and forgets the oldest when there are many more than `max_events`.
Result<void> append_events(Connection& connection,
                           const std::string& boot_id,
                           const std::vector<ConnectionEvent>& events,
                           std::size_t max_events);

/// The last ones, oldest first. A row that makes no sense is left out.
Result<std::vector<KeptEvent>> read_events(Connection& connection,
                                           const std::string& boot_id,
                                           std::size_t max_events);

}  // namespace soundcheck
