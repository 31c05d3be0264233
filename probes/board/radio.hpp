#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/access_point.hpp"
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
  std::optional<int> ack_signal_dbm;   ///< of the last acknowledgement
  std::vector<int> chain_signals_dbm;  ///< one an antenna; often none
  std::optional<bool> power_save;      ///< the radio sleeps between beacons
  /// False until the keys are agreed on: associated, but nothing may pass.
  std::optional<bool> authorized;
};

/// The radio itself, whatever it is connected to.
struct RadioState {
  enum class Block { none, software, hardware };

  std::string interface_name;
  bool present = false;  ///< false: the profile names one that is not there
  bool up = false;       ///< administratively
  std::optional<int> bluetooth_links;  ///< absent: no Bluetooth here
  Block block = Block::none;  ///< by rfkill; `hardware` is a real switch
};

/// How the present channel is used, as far as the driver counts. Times count
/// up from some moment; only differences mean something.
struct ChannelUse {
  std::optional<int> frequency_mhz;
  std::optional<int> noise_dbm;
  std::optional<std::uint64_t> active_ms;    ///< the radio was on it
  std::optional<std::uint64_t> busy_ms;      ///< of that: something was sent
  std::optional<std::uint64_t> receive_ms;   ///< of that: Wi-Fi that it read
  std::optional<std::uint64_t> transmit_ms;  ///< of that: by itself
};

class Radio {
 public:
  virtual ~Radio() = default;
  // All of the first wireless interface in station mode, or of the one that the
  // profile names. Errors: unsupported ("no wireless interface"), denied, io,
  // parse.
  virtual Task<WifiLink> link() = 0;
  virtual Task<RadioState> state() = 0;
  /// What was heard of late; starts no scan.
  virtual Task<std::vector<AccessPoint>> heard() = 0;
  /// Errors beside these: unsupported (the driver counts nothing).
  virtual Task<ChannelUse> channel() = 0;
};

}  // namespace soundcheck
