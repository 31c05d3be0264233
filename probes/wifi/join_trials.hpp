#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "probes/board/connection_log.hpp"

namespace soundcheck::wifi {

/// What became of the speaker's tries to get into its network. Counted since
/// the last time that it was in; a thing that two sources tell counts once.
struct JoinTrials {
  int key_failures = 0;  ///< the keys were not agreed on, our side took part
  /// The access point gave up on a handshake, and whether our side took part
  /// nobody says: the kernel does not know.
  int handshakes_timed_out = 0;
  /// The same while we listened to the supplicant, which would have said so.
  int handshakes_unheard = 0;
  int refusals = 0;
  std::optional<int> refusal_status;  ///< 802.11 status of the last one
  std::optional<int> kick_reason;  ///< 802.11 reason, when it sent us away last
  int not_found = 0;
  int scan_failures = 0;
  /// It was in this network before, so the key was right then.
  bool was_in = false;
  /// How often it got in after one or two failed handshakes, of late.
  int recoveries = 0;
  std::optional<int> last_signal_dbm;  ///< of the last event that tells one
  std::chrono::milliseconds last_signal_at{};  ///< that event's time
  std::string last_bssid;
};

/// `events` oldest first; `now` and theirs are of one clock. Those since
/// `listening` came from the supplicant itself.
JoinTrials trials_of(
    const std::vector<ConnectionEvent>& events,
    std::chrono::milliseconds now,
    std::optional<std::chrono::milliseconds> listening = std::nullopt);

}  // namespace soundcheck::wifi
