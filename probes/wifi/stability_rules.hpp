#pragma once

#include <chrono>
#include <span>
#include <vector>

#include "probes/board/connection_log.hpp"
#include "probes/board/radio.hpp"
#include "probes/probe.hpp"

namespace soundcheck::wifi {

// What the log says of an association that did not hold. Pure.

/// Of the last day, oldest first, and what the time is.
struct Lately {
  std::span<const ConnectionEvent> events;
  std::chrono::milliseconds now{};

  /// Those of the last `window`.
  std::span<const ConnectionEvent> last(std::chrono::milliseconds window) const;
  /// Something of it was not seen.
  bool has_gap(std::chrono::milliseconds window) const;
};

constexpr std::chrono::minutes storm_window{10};
constexpr std::chrono::minutes roam_window{5};

/// Disconnected by the access point, and not for what other probes look at.
bool is_farewell(const ConnectionEvent& event);
int count_roams(const Lately& lately);
/// How often an access point was found on another channel than before, in
/// `storm_window`.
int count_channel_changes(const Lately& lately);

Finding judge_storm(const Lately& lately);
Finding judge_unprotected(const Lately& lately);
Finding judge_channel(const Lately& lately);
Finding judge_ping_pong(const Lately& lately);
Finding judge_slow_roam(const Lately& lately);

/// How much louder another access point of the same network is heard, in dB.
std::optional<int> stronger_by(const WifiLink& link,
                               const std::vector<AccessPoint>& heard);
Finding judge_sticky(const WifiLink& link,
                     const std::vector<AccessPoint>& heard);

}  // namespace soundcheck::wifi
