#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace soundcheck {

/// Sets TCP_NODELAY and TCP_USER_TIMEOUT on our connections to `peer_port`;
/// returns how many there are. Paho 1.3.12 sets no option of its sockets and
/// gives none out, and without the first every QoS 1 answer waits 44 ms for a
/// delayed ACK. With the second the kernel gives a dead path up after
/// `dead_after` instead of a quarter of an hour.
int tune_connections(std::uint16_t peer_port,
                     std::chrono::milliseconds dead_after);

/// How one of our connections to `peer_port` does, by what TCP knows of it.
struct ConnectionHealth {
  std::chrono::microseconds round_trip{};  ///< smoothed
  bool stalled = false;  ///< what was sent is sent again and again, unanswered
};
std::optional<ConnectionHealth> health_of_connection(std::uint16_t peer_port);

}  // namespace soundcheck
