#include "probes/board/linux/association_story.hpp"

namespace soundcheck {

using namespace std::chrono_literals;
using Kind = ConnectionEvent::Kind;

namespace {

/// mac80211 leaves the old access point when it authenticates with the new
/// one. A roam of more than 2 s is a bad one (Juniper Mist's limit without
/// 802.11r), one of more than ten is none.
constexpr auto roam_patience = 10s;

}  // namespace

Kind AssociationStory::joining(const std::string& bssid,
                               std::chrono::milliseconds now) const {
  const bool another = !bssid_.empty() && !bssid.empty() && bssid != bssid_;
  const bool on_the_way =
      associated_ || (left_by_itself_ && now - left_at_ <= roam_patience);
  return another && on_the_way ? Kind::roamed : Kind::associated;
}

ConnectionEvent AssociationStory::take(ConnectionEvent event,
                                       std::chrono::milliseconds now) {
  if (event.kind == Kind::associated) {
    event.kind = joining(event.bssid, now);
    if (!event.bssid.empty())
      bssid_ = event.bssid;
    associated_ = true;
  }
  if (event.bssid.empty())
    event.bssid = bssid_;
  if (event.kind == Kind::disconnected) {
    associated_ = false;
    left_by_itself_ = !event.by_access_point;
    left_at_ = now;
  }
  return event;
}

std::optional<ConnectionEvent> AssociationStory::correct(
    std::string bssid,
    std::chrono::milliseconds now) {
  const bool associated = !bssid.empty();
  if (associated == associated_ && (!associated || bssid == bssid_))
    return std::nullopt;
  ConnectionEvent event;
  event.kind = associated ? Kind::associated : Kind::disconnected;
  event.bssid = std::move(bssid);
  event.text = "seen afterwards";
  return take(std::move(event), now);
}

}  // namespace soundcheck
