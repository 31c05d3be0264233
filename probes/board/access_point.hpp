#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soundcheck {

/// How a network and its stations come to their keys.
enum class KeyManagement { open, wep, psk, sae, enterprise, owe, other };

/// "WPA2 (PSK)", "WPA3 (SAE)", ...
std::string_view to_string(KeyManagement how);

/// What a network asks of its stations, or what a station can do.
struct WifiSecurity {
  std::vector<KeyManagement> keys;  ///< any of them will do
  // Of management frames (802.11w, "PMF").
  bool protection_possible = false;
  bool protection_required = false;
};

/// An access point that was heard. All of it is what it says of itself, and
/// anybody can say anything; what it does not say is absent.
struct AccessPoint {
  std::string ssid;   ///< raw bytes, at most 32; empty when it hides its name
  std::string bssid;  ///< "aa:bb:cc:dd:ee:ff", lower case
  std::optional<int> frequency_mhz;
  std::optional<int> signal_dbm;
  std::optional<std::chrono::milliseconds> age;  ///< since it was last heard
  bool associated = false;
  WifiSecurity security;
  std::optional<int> stations;         ///< as it counts them (BSS Load)
  std::optional<double> load_percent;  ///< of its channel (BSS Load)
};

}  // namespace soundcheck
