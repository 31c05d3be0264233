#include "probes/board/linux/signal_story.hpp"

#include <utility>

namespace soundcheck {

void SignalStory::hear(std::string bssid, int dbm, Time now) {
  heard_bssid_ = std::move(bssid);
  heard_dbm_ = dbm;
  heard_at_ = now;
}

void SignalStory::take(std::vector<AccessPoint> access_points, Time now) {
  access_points_ = std::move(access_points);
  now_ = now;
  bssid_.clear();
  for (const auto& one : access_points_) {
    if (one.associated)
      bssid_ = one.bssid;
  }
}

/// An access point that has changed its channel may stand on two.
const AccessPoint* SignalStory::find(const std::string& bssid) const {
  const AccessPoint* latest = nullptr;
  for (const auto& one : access_points_) {
    const bool later = !latest || one.associated ||
                       (!latest->associated && one.age < latest->age);
    if (one.bssid == bssid && later)
      latest = &one;
  }
  return latest;
}

void SignalStory::add_to(ConnectionEvent& event) const {
  // That beacons fail to come is told of the interface, not of a station.
  if (event.kind == ConnectionEvent::Kind::beacons_lost && event.bssid.empty())
    event.bssid = bssid_;
  const auto* scanned = find(event.bssid);
  if (scanned) {
    event.signal_dbm = scanned->signal_dbm;
    if (scanned->associated && !event.frequency_mhz)
      event.frequency_mhz = scanned->frequency_mhz;
  }
  const bool later =
      !scanned || !scanned->age || now_ - heard_at_ <= *scanned->age;
  if (!heard_bssid_.empty() && heard_bssid_ == event.bssid && later)
    event.signal_dbm = heard_dbm_;
}

}  // namespace soundcheck
