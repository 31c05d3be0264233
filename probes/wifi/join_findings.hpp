#pragma once

#include <optional>
#include <string>
#include <vector>

#include "probes/board/radio.hpp"
#include "probes/board/supplicant.hpp"
#include "probes/probe.hpp"
#include "probes/profile.hpp"
#include "probes/wifi/join_trials.hpp"
#include "probes/wifi/network_sight.hpp"

namespace soundcheck::wifi {

/// All that is known of a speaker and its network.
struct JoinSituation {
  bool joined = false;
  RadioState radio;
  std::optional<SupplicantState> supplicant;
  std::string why_no_supplicant;  ///< when there is none to ask
  int scans = 0;                  ///< that ended while we listened
  JoinTrials trials;
  NetworkSight sight;
};

/// Every finding of the probe, in the order of the knowledge base.
std::vector<Finding> findings_of(const JoinSituation& situation,
                                 const Profile::Wifi& limits);

}  // namespace soundcheck::wifi
