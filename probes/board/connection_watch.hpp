#pragma once

#include <functional>

#include "probes/board/connection_log.hpp"

namespace soundcheck {

/// Who sees what happens to the connection, as it happens.
class ConnectionWatch {
 public:
  /// Called on the daemon's thread; the time in the event is not set.
  using Tell = std::function<void(ConnectionEvent)>;

  virtual ~ConnectionWatch() = default;
  /// Tells until it is cancelled. Costs nothing while nothing happens: no
  /// polling, no packet, no thread. What cannot be watched here is told as
  /// `events_lost`, with the reason as its text. Errors: cancelled.
  virtual Task<void> watch(Tell tell) = 0;
};

}  // namespace soundcheck
