#include "probes/board/linux/wpa_news.hpp"

namespace soundcheck {

namespace {

using Kind = ConnectionEvent::Kind;

constexpr int auth_type_sae = 3;
// IEEE 802.11-2020, table 9-50. A wrong password of WPA3 comes as either.
constexpr int status_unspecified = 1;
constexpr int status_challenge_failure = 15;

ConnectionEvent told(Kind kind, const WpaEvent& event, const char* text) {
  ConnectionEvent news;
  news.kind = kind;
  news.bssid = event.bssid;
  news.text = text;
  return news;
}

ConnectionEvent rejection(const WpaEvent& event) {
  const bool wrong_password =
      event.kind == WpaEvent::Kind::authentication_rejected &&
      event.auth_type == auth_type_sae &&
      (event.status == status_unspecified ||
       event.status == status_challenge_failure);
  auto news = wrong_password ? told(Kind::key_failed, event, "WPA3 password")
                             : told(Kind::rejected, event, "refused");
  news.code = event.status;
  return news;
}

ConnectionEvent disconnection(const WpaEvent& event) {
  auto news = told(Kind::disconnected, event, "");
  news.code = event.reason;
  news.by_access_point = !event.locally_generated;
  return news;
}

ConnectionEvent with_frequency(ConnectionEvent news, const WpaEvent& event) {
  news.frequency_mhz = event.frequency_mhz;
  return news;
}

}  // namespace

std::optional<ConnectionEvent> connection_event_of(const WpaEvent& event) {
  switch (event.kind) {
    case WpaEvent::Kind::connected:
      return told(Kind::associated, event, "joined");
    case WpaEvent::Kind::disconnected:
      return disconnection(event);
    case WpaEvent::Kind::association_rejected:
    case WpaEvent::Kind::authentication_rejected:
      // Nobody refused who did not answer.
      if (event.timed_out)
        return std::nullopt;
      return rejection(event);
    case WpaEvent::Kind::network_disabled:
      // Comes with every failed handshake, once; see could_be_psk_mismatch() in
      // wpa_supplicant/events.c for what is taken for a wrong key.
      if (event.blame != WpaEvent::Blame::wrong_key)
        return std::nullopt;
      return told(Kind::key_failed, event, "4-way handshake");
    case WpaEvent::Kind::network_not_found:
      return told(Kind::network_not_found, event, "");
    case WpaEvent::Kind::scan_failed: {
      auto news = told(Kind::scan_failed, event, "");
      news.code = event.error;
      return news;
    }
    case WpaEvent::Kind::beacons_lost:
      return told(Kind::beacons_lost, event, "");
    case WpaEvent::Kind::channel_switched:
      return with_frequency(told(Kind::channel_switched, event, ""), event);
    default:
      return std::nullopt;
  }
}

}  // namespace soundcheck
