#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/access_point.hpp"
#include "probes/board/supplicant.hpp"

namespace soundcheck::wifi {

/// Whether the speaker's own network is on the air. It holds names, and stays
/// on the board.
struct NetworkSight {
  int heard = 0;                  ///< access points just now, of anybody
  std::vector<AccessPoint> ours;  ///< those of our networks, strongest first
  std::optional<int> last_signal_dbm;  ///< before ours was lost
  /// Our access point is there, under a name that we were not told.
  bool renamed = false;
};

/// What is known from elsewhere of the access point that was lost.
struct LostAccessPoint {
  std::string bssid;
  std::optional<int> signal_dbm;
  std::optional<std::chrono::milliseconds> age;  ///< of that level
};

/// `heard` is what the radio remembers, of which only what is younger than
/// `fresh` is still there; the rest tells how loud it was.
NetworkSight sight_of(const std::vector<AccessPoint>& heard,
                      std::chrono::milliseconds fresh,
                      const std::vector<WantedNetwork>& wanted,
                      LostAccessPoint lost);

/// Could a station that may do `mine` join it? True also when that cannot be
/// told.
bool fits(const WifiSecurity& mine, const AccessPoint& access_point);

/// "WPA3 (SAE), protected management frames required"
std::string describe(const WifiSecurity& security);

}  // namespace soundcheck::wifi
