#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace soundcheck {

/// What wpa_supplicant tells those who listen at its control socket.
struct WpaEvent {
  enum class Kind {
    connected,
    disconnected,
    trying,  ///< it sends the first frame to an access point
    association_rejected,
    authentication_rejected,  ///< of WPA3 (SAE), also for a wrong key
    key_failed,               ///< link lost in the 4-way handshake: a guess
    network_disabled,         ///< for a while, after failures
    network_not_found,
    scan_started,
    scan_results,
    scan_failed,
    signal_changed,
    beacons_lost,
    channel_switched,
    terminating,  ///< the supplicant ends
  };
  /// Why a network is disabled for a while.
  enum class Blame { other, wrong_key, connection_failed, authentication };

  Kind kind;
  std::string bssid;  ///< "aa:bb:cc:dd:ee:ff", lower case; "" when not told
  std::optional<int> reason;      ///< 802.11, of disconnected
  std::optional<int> status;      ///< 802.11, of the two rejections
  std::optional<int> error;       ///< errno, of scan_failed
  std::optional<int> failures;    ///< in a row, of network_disabled
  std::optional<int> duration_s;  ///< of network_disabled
  std::optional<int> signal_dbm;
  std::optional<int> frequency_mhz;
  std::optional<int> network;      ///< number of the configured network
  std::optional<int> auth_type;    ///< 3 is SAE
  bool locally_generated = false;  ///< disconnected by our own wish
  bool timed_out = false;          ///< a rejection that nobody spoke
  Blame blame = Blame::other;
};

/// One message as it comes out of the socket, with or without its level
/// ("<3>") and the interface's name before it. Nothing for what means nothing
/// to us, and for what is cut short. Network names are never looked into: they
/// are anybody's bytes, quoted and escaped by the supplicant.
std::optional<WpaEvent> parse_wpa_event(std::string_view message);

}  // namespace soundcheck
