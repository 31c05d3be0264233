#include "probes/wifi/stability_rules.hpp"

#include <algorithm>
#include <utility>

#include "probes/findings.hpp"

namespace soundcheck::wifi {

using namespace std::chrono_literals;
using Kind = ConnectionEvent::Kind;

namespace {

/// Voice over Wi-Fi wants this much at the edge of a cell (Cisco 7925G
/// deployment guide); who is sent away with it was not too far off.
constexpr int good_signal_dbm = -67;
/// More in ten minutes is a storm.
constexpr int harmless_farewells = 3;
/// macOS and iOS look for another access point at -75 and -70 dBm, and take one
/// that is 12 dB stronger when idle (Apple HT206207, HT203068).
constexpr int roam_at_dbm = -70;
constexpr int roam_margin_db = 12;
constexpr std::uint32_t settled_s = 30;
constexpr auto fresh = 60s;
/// So many in five minutes go back and forth.
constexpr int ping_pong_roams = 3;
/// Without 802.11r more is a bad one (Juniper Mist).
constexpr auto slow_roam = 2s;
/// Leaving and joining that belong together lie closer than this.
constexpr auto one_roam = 10s;

// Reason codes (IEEE 802.11-2020, table 9-49).
constexpr int reason_class_2 = 6;  // a frame of somebody not authenticated
constexpr int reason_class_3 = 7;  // or not associated

std::string text(int value) {
  return std::to_string(value);
}

/// Keys that do not fit (13-20, 23, 24), an access point that is full (5) or
/// that sends its stations to another one (12): other probes name those.
bool has_cause_of_its_own(const ConnectionEvent& event) {
  const int reason = event.code.value_or(0);
  return reason == 5 || (reason >= 12 && reason <= 20) || reason == 23 ||
         reason == 24;
}

/// An access point that restarted answers our frames so, in the clear: it has
/// forgotten us, and the keys with us.
bool may_have_forgotten_us(const ConnectionEvent& event) {
  return event.code == reason_class_2 || event.code == reason_class_3;
}

Finding found(const char* id, bool present, bool gap, std::string evidence) {
  return !present && gap ? unknown_finding(id, "events were lost")
                         : judged(id, present, std::move(evidence));
}

std::string reasons_of(std::span<const ConnectionEvent> events) {
  std::vector<int> seen;
  for (const auto& event : events) {
    if (is_farewell(event) && event.code &&
        std::find(seen.begin(), seen.end(), *event.code) == seen.end())
      seen.push_back(*event.code);
  }
  std::string list;
  for (const int reason : seen)
    list += (list.empty() ? ", reason " : ", ") + text(reason);
  return list;
}

/// When each roam's old access point was left, to the time of the new one.
std::optional<std::chrono::milliseconds> longest_roam(
    std::span<const ConnectionEvent> events) {
  std::optional<std::chrono::milliseconds> longest;
  const ConnectionEvent* left = nullptr;
  for (const auto& event : events) {
    if (event.kind == Kind::disconnected && !event.by_access_point)
      left = &event;
    if (event.kind != Kind::roamed)
      continue;
    if (left && event.monotonic - left->monotonic <= one_roam) {
      const auto took = event.monotonic - left->monotonic;
      longest = std::max(longest.value_or(took), took);
    }
    left = nullptr;
  }
  return longest;
}

const AccessPoint* best_other(const WifiLink& link,
                              const std::vector<AccessPoint>& heard) {
  const AccessPoint* best = nullptr;
  for (const auto& one : heard) {
    const bool candidate = one.ssid == link.ssid && one.bssid != link.bssid &&
                           one.signal_dbm && one.age.value_or(0ms) <= fresh;
    if (candidate && (!best || *one.signal_dbm > *best->signal_dbm))
      best = &one;
  }
  return best;
}

std::optional<int> signal_of(const WifiLink& link) {
  return link.signal_average_dbm ? link.signal_average_dbm : link.signal_dbm;
}

}  // namespace

std::span<const ConnectionEvent> Lately::last(
    std::chrono::milliseconds window) const {
  std::size_t from = 0;
  while (from < events.size() && events[from].monotonic < now - window)
    ++from;
  return events.subspan(from);
}

bool Lately::has_gap(std::chrono::milliseconds window) const {
  const auto part = last(window);
  return std::any_of(part.begin(), part.end(), [](const auto& event) {
    return event.kind == Kind::events_lost;
  });
}

bool is_farewell(const ConnectionEvent& event) {
  return event.kind == Kind::disconnected && event.by_access_point &&
         !has_cause_of_its_own(event);
}

int count_roams(const Lately& lately) {
  const auto part = lately.last(roam_window);
  return static_cast<int>(std::count_if(
      part.begin(), part.end(),
      [](const auto& event) { return event.kind == Kind::roamed; }));
}

int count_channel_changes(const Lately& lately) {
  int changes = 0;
  std::vector<std::pair<std::string, int>> channels;  // BSSID, MHz
  for (const auto& event : lately.events) {
    const bool tells = event.kind == Kind::associated ||
                       event.kind == Kind::roamed ||
                       event.kind == Kind::channel_switched;
    if (!tells || !event.frequency_mhz)
      continue;
    auto known = std::find_if(
        channels.begin(), channels.end(),
        [&event](const auto& one) { return one.first == event.bssid; });
    if (known == channels.end())
      known = channels.insert(known, {event.bssid, *event.frequency_mhz});
    const bool changed = event.kind == Kind::channel_switched ||
                         known->second != *event.frequency_mhz;
    known->second = *event.frequency_mhz;
    if (changed && event.monotonic >= lately.now - storm_window)
      ++changes;
  }
  return changes;
}

Finding judge_storm(const Lately& lately) {
  const char* id = "wifi.deauth_storm";
  const auto part = lately.last(storm_window);
  int near = 0;
  int unheard = 0;
  bool keys_failed = false;
  for (const auto& event : part) {
    keys_failed = keys_failed || event.kind == Kind::key_failed;
    if (!is_farewell(event))
      continue;
    near += event.signal_dbm && *event.signal_dbm >= good_signal_dbm;
    unheard += !event.signal_dbm;
  }
  // A wrong key ends each try with a farewell, too.
  if (keys_failed)
    return unknown_finding(id, "the keys do not fit");
  if (near <= harmless_farewells && near + unheard > harmless_farewells)
    return unknown_finding(id, "the driver gives no level");
  return found(id, near > harmless_farewells, lately.has_gap(storm_window),
               text(near) +
                   " disconnections by the access point in 10 min"
                   " at a good signal" +
                   reasons_of(part));
}

Finding judge_unprotected(const Lately& lately) {
  int forged = 0;
  int all = 0;
  for (const auto& event : lately.last(storm_window)) {
    if (event.kind != Kind::unprotected_deauthentication)
      continue;
    ++all;
    forged += !may_have_forgotten_us(event);
  }
  return found("wifi.unprotected_deauth",
               forged >= 2 || all > harmless_farewells,
               lately.has_gap(storm_window),
               text(all) + " farewells without protection in 10 min");
}

Finding judge_channel(const Lately& lately) {
  const int changes = count_channel_changes(lately);
  return found("wifi.channel_changed", changes > 0,
               lately.has_gap(storm_window),
               text(changes) + " changes of channel in 10 min");
}

Finding judge_ping_pong(const Lately& lately) {
  const int roams = count_roams(lately);
  return found("wifi.roam_ping_pong", roams >= ping_pong_roams,
               lately.has_gap(roam_window),
               text(roams) + " changes of access point in 5 min");
}

Finding judge_slow_roam(const Lately& lately) {
  const char* id = "wifi.roam_slow";
  const auto longest = longest_roam(lately.last(storm_window));
  const bool gap = lately.has_gap(storm_window);
  if (!longest)
    return found(id, false, gap, "no change of access point in 10 min");
  return found(id, *longest > slow_roam, gap,
               "a change of access point took " +
                   std::to_string(longest->count()) + " ms");
}

std::optional<int> stronger_by(const WifiLink& link,
                               const std::vector<AccessPoint>& heard) {
  const auto own = signal_of(link);
  const auto* other = best_other(link, heard);
  return own && other && !link.ssid.empty()
             ? std::optional(*other->signal_dbm - *own)
             : std::nullopt;
}

Finding judge_sticky(const WifiLink& link,
                     const std::vector<AccessPoint>& heard) {
  const char* id = "wifi.sticky_access_point";
  if (!link.associated)
    return unknown_finding(id, "not associated");
  const auto own = signal_of(link);
  if (!own)
    return unknown_finding(id, "the driver gives no level");
  const auto margin = stronger_by(link, heard);
  if (!margin)
    return judged(id, false, "no other access point of this network is heard");
  const bool better = *own < roam_at_dbm && *margin >= roam_margin_db;
  if (better && link.connected_seconds.value_or(settled_s) < settled_s)
    return unknown_finding(id, "associated only just now");
  return judged(id, better,
                "another access point of this network is heard " +
                    text(*margin) + " dB stronger than " + text(*own) + " dBm");
}

}  // namespace soundcheck::wifi
