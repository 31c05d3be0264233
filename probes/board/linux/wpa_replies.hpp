#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

// What wpa_supplicant answers at its control socket. Pure: text in, values out;
// what cannot be read is left out.

/// To "STATUS".
struct WpaStatus {
  std::string state;  ///< "COMPLETED", "SCANNING", "4WAY_HANDSHAKE", ...
  std::string bssid;
  std::string key_management;  ///< "WPA2-PSK", "SAE", ...
  std::optional<int> network;  ///< number of the configured network
  std::optional<int> frequency_mhz;
  std::optional<int> pmf;  ///< management frames are protected: 1, or 2
};
/// Errors: parse (no state in it).
Result<WpaStatus> parse_wpa_status(std::string_view reply);

/// One line of the answer to "LIST_NETWORKS".
struct WpaNetwork {
  int number = 0;
  std::string ssid;  ///< raw bytes, at most 32
  bool current = false;
  bool disabled = false;
};
std::vector<WpaNetwork> parse_wpa_networks(std::string_view reply);

/// To "SIGNAL_POLL".
struct WpaSignal {
  std::optional<int> signal_dbm;
  std::optional<int> average_dbm;
  std::optional<int> beacon_average_dbm;
  std::optional<int> noise_dbm;
  std::optional<int> frequency_mhz;
  std::optional<int> link_speed_mbps;
};
WpaSignal parse_wpa_signal(std::string_view reply);

}  // namespace soundcheck
