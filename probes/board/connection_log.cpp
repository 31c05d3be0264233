#include "probes/board/connection_log.hpp"

#include <array>

namespace soundcheck {

std::string_view to_string(ConnectionEvent::Kind kind) {
  static constexpr std::array<std::string_view, 20> names = {
      "associated",
      "disconnected",
      "rejected",
      "key_failed",
      "network_not_found",
      "scan_failed",
      "roamed",
      "channel_switched",
      "beacons_lost",
      "unprotected_deauthentication",
      "address_gained",
      "address_lost",
      "address_conflict",
      "broker_online",
      "broker_offline",
      "link_gained",
      "link_lost",
      "watch_began",
      "events_lost",
      "started",
  };
  const auto index = static_cast<std::size_t>(kind);
  return index < names.size() ? names[index] : "unknown";
}

Task<std::vector<ConnectionEvent>> NoConnectionLog::recent(
    std::chrono::seconds) {
  co_return Error(Errc::unsupported, "only the daemon watches the connection");
}

}  // namespace soundcheck
