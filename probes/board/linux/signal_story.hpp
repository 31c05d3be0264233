#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/access_point.hpp"
#include "probes/board/connection_log.hpp"

namespace soundcheck {

/// How loud the access point was that an event is about, and on which channel:
/// events do not say. While there is an association, the kernel knows the level
/// of the last frames; of one that has ended only the list of the last scans
/// still tells, which may be hours old, so what was heard is remembered.
class SignalStory {
 public:
  using Time = std::chrono::milliseconds;  ///< monotonic

  /// How loud the last frames of our access point were.
  void hear(std::string bssid, int dbm, Time now);
  /// The kernel's list of the last scans, which marks the associated one.
  void take(std::vector<AccessPoint> access_points, Time now);
  /// Empty: not associated.
  const std::string& bssid() const { return bssid_; }
  void add_to(ConnectionEvent& event) const;

 private:
  const AccessPoint* find(const std::string& bssid) const;

  std::vector<AccessPoint> access_points_;
  std::string bssid_;
  std::string heard_bssid_;  ///< empty: nothing was heard yet
  int heard_dbm_ = 0;
  Time heard_at_{};
  Time now_{};
};

}  // namespace soundcheck
