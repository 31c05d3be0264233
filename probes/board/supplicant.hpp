#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/access_point.hpp"
#include "probes/board/connection_log.hpp"
#include "probes/board/result.hpp"

namespace soundcheck {

/// A network that the speaker was told to join.
struct WantedNetwork {
  int number = 0;    ///< as the supplicant counts them
  std::string ssid;  ///< raw bytes, at most 32; stays on the board
  /// What it may use to get in; absent when that cannot be asked.
  std::optional<WifiSecurity> security;
};

/// What joins networks for the speaker, and how far it got.
struct SupplicantState {
  bool completed = false;  ///< keys agreed on: the link carries data
  std::vector<WantedNetwork> networks;  ///< without those that are switched off
};

/// What the supplicant said while somebody listened.
struct SupplicantNews {
  std::vector<ConnectionEvent> events;  ///< oldest first
  int scans = 0;                        ///< that ended with results
};

/// The program that joins networks (wpa_supplicant). Errors of all: unsupported
/// (none here), denied (no right to ask it), io, parse, timeout.
class Supplicant {
 public:
  virtual ~Supplicant() = default;
  virtual Task<SupplicantState> state() = 0;
  /// Listens until `enough` or for that long. With `try_again` it is told first
  /// to look for its networks at once; without, it goes on as it would.
  /// `enough` is called on another thread.
  virtual Task<SupplicantNews> listen(
      std::chrono::milliseconds patience,
      bool try_again,
      std::function<bool(const SupplicantNews&)> enough) = 0;
};

}  // namespace soundcheck
