#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "probes/board/radio.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"

namespace soundcheck::wifi {

/// Use of the channel between two looks at it, in percent of the time.
struct AirWindow {
  std::optional<double> busy;
  /// Busy with what is no Wi-Fi frame that we sent or could read.
  std::optional<double> foreign;
};

/// Nothing in it when the driver's counters did not move, or went back.
AirWindow window_between(const ChannelUse& first, const ChannelUse& second);

/// All that is known of the air around one association.
struct AirPicture {
  WifiLink link;
  std::optional<int> noise_dbm;
  std::vector<AirWindow> windows;
  std::optional<double> load_percent;  ///< as the access point counts it
  std::optional<int> bluetooth_links;
  std::optional<std::chrono::microseconds> router_rtt;

  bool tells_anything() const;
};

std::vector<Measurement> measurements_of(const AirPicture& picture,
                                         const Profile::Wifi& limits);

/// Every finding of the probe, in the order of the knowledge base.
std::vector<Finding> findings_of(const AirPicture& picture,
                                 const Profile::Wifi& limits);

}  // namespace soundcheck::wifi
