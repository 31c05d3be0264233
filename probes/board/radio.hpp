#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "probes/board/result.hpp"

namespace soundcheck {

/// The station's view of its association. A value that the driver does not
/// give is absent, never zero: "unknown" must not look healthy.
struct WifiLink {
  std::string interface_name;
  bool associated = false;
  std::string ssid;   ///< raw bytes as the radio gave them, at most 32
  std::string bssid;  ///< "aa:bb:cc:dd:ee:ff", lower case
  std::optional<int> signal_dbm;
  std::optional<int> signal_average_dbm;
  std::optional<int> frequency_mhz;
  std::optional<double> tx_bitrate_mbps;
  std::optional<double> rx_bitrate_mbps;
  std::optional<std::uint32_t> tx_packets;  ///< since association
  std::optional<std::uint32_t> tx_retries;
  std::optional<std::uint32_t> tx_failed;
  std::optional<std::uint32_t> beacon_losses;
  std::optional<std::uint32_t> connected_seconds;
};

class Radio {
 public:
  virtual ~Radio() = default;
  /// The first wireless interface in station mode, or the one that the profile
  /// names. Errors: unsupported ("no wireless interface"), denied, io, parse.
  virtual Task<WifiLink> link() = 0;
};

}  // namespace soundcheck
