#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// One thing that happened to the speaker's connection.
struct ConnectionEvent {
  /// The order is that of numbers in files: new ones come at the end.
  enum class Kind {
    associated,
    disconnected,
    rejected,    ///< the access point refused authentication or association
    key_failed,  ///< 4-way handshake or SAE failed
    network_not_found,
    scan_failed,
    roamed,  ///< from one access point of the network to another
    channel_switched,
    beacons_lost,
    unprotected_deauthentication,  ///< or disassociation; no proof of sender
    address_gained,
    address_lost,
    address_conflict,
    broker_online,
    broker_offline,
    link_gained,  ///< a cable's carrier
    link_lost,
    watch_began,  ///< what happened before, nobody saw
    events_lost,  ///< the kernel had more to tell than it could keep
    started,      ///< the speaker did, and `text` says after what
  };

  Kind kind = Kind::associated;
  /// Since this boot, as Clock::monotonic(); negative: before it.
  std::chrono::milliseconds monotonic{};
  std::int64_t wall_unix_s = 0;
  /// Of the access point where known. It stays on the board.
  std::string bssid;
  std::optional<int> code;  ///< 802.11 reason (disconnected), status (rejected)
  bool by_access_point = false;  ///< disconnected: it was not our own wish
  std::optional<int> signal_dbm;
  std::string text;                  ///< a few words, no names or addresses
  std::optional<int> frequency_mhz;  ///< of the channel, after a switch the new

  friend bool operator==(const ConnectionEvent&,
                         const ConnectionEvent&) = default;
};

/// "associated", "disconnected", ...
std::string_view to_string(ConnectionEvent::Kind kind);

/// What happened to the connection lately.
class ConnectionLog {
 public:
  virtual ~ConnectionLog() = default;
  /// Oldest first, of the last `window`. Errors: unsupported (nobody watches:
  /// the command line without a daemon).
  virtual Task<std::vector<ConnectionEvent>> recent(
      std::chrono::seconds window) = 0;
};

/// Of a board that nobody watches.
class NoConnectionLog final : public ConnectionLog {
 public:
  Task<std::vector<ConnectionEvent>> recent(std::chrono::seconds) override;
};

}  // namespace soundcheck
