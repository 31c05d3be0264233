#include "probes/board/linux/wpa_events.hpp"

#include <algorithm>
#include <array>

#include "probes/board/linux/text_lines.hpp"
#include "probes/board/linux/wpa_text.hpp"

namespace soundcheck {

namespace {

using Kind = WpaEvent::Kind;

struct Word {
  std::string_view word;
  Kind kind;
};

// wpa_supplicant's src/common/wpa_ctrl.h; the last four are plain log lines
// that it sends along, of wpa_supplicant/events.c and sme.c.
constexpr std::array words_known{
    Word{"CTRL-EVENT-CONNECTED ", Kind::connected},
    Word{"CTRL-EVENT-DISCONNECTED ", Kind::disconnected},
    Word{"CTRL-EVENT-ASSOC-REJECT ", Kind::association_rejected},
    Word{"CTRL-EVENT-AUTH-REJECT ", Kind::authentication_rejected},
    Word{"CTRL-EVENT-SSID-TEMP-DISABLED ", Kind::network_disabled},
    Word{"CTRL-EVENT-NETWORK-NOT-FOUND", Kind::network_not_found},
    Word{"CTRL-EVENT-SCAN-STARTED", Kind::scan_started},
    Word{"CTRL-EVENT-SCAN-RESULTS", Kind::scan_results},
    Word{"CTRL-EVENT-SCAN-FAILED ", Kind::scan_failed},
    Word{"CTRL-EVENT-SIGNAL-CHANGE ", Kind::signal_changed},
    Word{"CTRL-EVENT-BEACON-LOSS", Kind::beacons_lost},
    Word{"CTRL-EVENT-CHANNEL-SWITCH ", Kind::channel_switched},
    Word{"CTRL-EVENT-TERMINATING", Kind::terminating},
    Word{"WPA: 4-Way Handshake failed", Kind::key_failed},
    Word{"SME: Trying to authenticate with ", Kind::trying},
    Word{"Trying to associate with ", Kind::trying},
};

/// Takes "<3>" and "IFNAME=wlan0 " off the front.
std::string_view without_envelope(std::string_view message) {
  constexpr std::string_view name = "IFNAME=";
  for (int i = 0; i < 2; ++i) {
    if (message.starts_with('<')) {
      const auto end = message.find('>');
      if (end != message.npos && end <= 3)
        message.remove_prefix(end + 1);
    }
    if (message.starts_with(name)) {
      const auto end = message.find(' ');
      message.remove_prefix(end == message.npos ? message.size() : end + 1);
    }
  }
  return message;
}

WpaEvent::Blame blame_of(std::string_view reason) {
  if (reason == "WRONG_KEY")
    return WpaEvent::Blame::wrong_key;
  if (reason == "CONN_FAILED")
    return WpaEvent::Blame::connection_failed;
  return reason == "AUTH_FAILED" ? WpaEvent::Blame::authentication
                                 : WpaEvent::Blame::other;
}

/// A frequency in MHz, or nothing for what no radio has.
std::optional<int> frequency_of(std::string_view text) {
  const auto mhz = number<int>(text);
  return mhz && *mhz > 0 && *mhz < 1'000'000 ? mhz : std::nullopt;
}

void take(std::string_view key, std::string_view value, WpaEvent& event) {
  if (key == "bssid" && event.bssid.empty())
    event.bssid = wpa_address(value);
  else if (key == "reason" && event.kind == Kind::network_disabled)
    event.blame = blame_of(value);
  else if (key == "reason")
    event.reason = number<int>(value);
  else if (key == "status_code")
    event.status = number<int>(value);
  else if (key == "ret")
    event.error = number<int>(value);
  else if (key == "auth_failures")
    event.failures = number<int>(value);
  else if (key == "duration")
    event.duration_s = number<int>(value);
  else if (key == "signal")
    event.signal_dbm = wpa_signal(value);
  else if (key == "freq")
    event.frequency_mhz = frequency_of(value);
  else if (key == "id" || key == "[id")
    event.network = number<int>(value);
  else if (key == "auth_type")
    event.auth_type = number<int>(value);
  else if (key == "locally_generated")
    event.locally_generated = value == "1";
  else if (key == "timeout")
    event.timed_out = true;
}

}  // namespace

std::optional<WpaEvent> parse_wpa_event(std::string_view message) {
  message = without_envelope(message);
  const auto* known = std::find_if(
      words_known.begin(), words_known.end(),
      [message](const Word& one) { return message.starts_with(one.word); });
  if (known == words_known.end())
    return std::nullopt;
  WpaEvent event{};
  event.kind = known->kind;
  message.remove_prefix(known->word.size());
  while (const auto part = next_wpa_part(message)) {
    const auto equals = part->find('=');
    if (equals != part->npos)
      take(part->substr(0, equals), part->substr(equals + 1), event);
    else if (event.bssid.empty())
      event.bssid = wpa_address(*part);
    event.timed_out = event.timed_out || *part == "timeout";
    // What follows is a network's name, which nobody has escaped.
    if (event.kind == Kind::trying)
      break;
  }
  // The kernel tells them as negative numbers.
  if (event.error && *event.error < 0 && *event.error > -4096)
    event.error = -*event.error;
  return event;
}

}  // namespace soundcheck
