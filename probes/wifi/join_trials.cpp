#include "probes/wifi/join_trials.hpp"

#include <array>

namespace soundcheck::wifi {

namespace {

using namespace std::chrono_literals;
using Kind = ConnectionEvent::Kind;
using std::chrono::milliseconds;

/// The kernel and the supplicant both tell most things, and an access point
/// that refuses is asked three times at once.
constexpr auto told_again = 1s;
/// A failed handshake is told as a disconnection first.
constexpr auto same_handshake = 2s;
/// Older failures say little of what is wrong now.
constexpr auto failures_matter = 1h;
constexpr auto recoveries_matter = 30min;
/// After more failures than these in a row somebody mended something.
constexpr int failures_recovered_from = 2;

// IEEE 802.11-2020, table 9-49.
constexpr int reason_handshake_timeout = 15;
constexpr int reason_access_point_busy = 5;
constexpr int reason_transition = 12;

/// Proof that data passes: the keys are agreed on. An association alone is
/// none, because the keys come after it.
bool proves_entry(const ConnectionEvent& event) {
  return event.kind == Kind::address_gained ||
         event.kind == Kind::broker_online;
}

bool sent_away(const ConnectionEvent& event) {
  return event.kind == Kind::disconnected && event.by_access_point &&
         (event.code == reason_access_point_busy ||
          event.code == reason_transition);
}

class Counter {
 public:
  Counter(milliseconds now, std::optional<milliseconds> listening)
      : now_(now), listening_(listening) {}

  void take(const ConnectionEvent& event) {
    if (event.signal_dbm) {
      trials_.last_signal_dbm = event.signal_dbm;
      trials_.last_signal_at = event.monotonic;
    }
    if (!event.bssid.empty())
      trials_.last_bssid = event.bssid;
    if (proves_entry(event))
      enter(event);
    else if (now_ - event.monotonic <= failures_matter && !repeated(event))
      count(event);
  }
  JoinTrials trials() const { return trials_; }

 private:
  /// The same was told a moment ago.
  bool repeated(const ConnectionEvent& event) {
    auto& last = last_.at(static_cast<std::size_t>(event.kind));
    const bool again = last && event.monotonic - *last < told_again;
    if (!again)
      last = event.monotonic;
    return again;
  }

  void enter(const ConnectionEvent& event) {
    const int failures = trials_.key_failures + trials_.handshakes_timed_out;
    if (failures > 0 && failures <= failures_recovered_from &&
        now_ - event.monotonic <= recoveries_matter) {
      ++trials_.recoveries;
    }
    JoinTrials fresh;
    fresh.was_in = true;
    fresh.recoveries = trials_.recoveries;
    fresh.last_signal_dbm = trials_.last_signal_dbm;
    fresh.last_signal_at = trials_.last_signal_at;
    fresh.last_bssid = trials_.last_bssid;
    trials_ = std::move(fresh);
    timed_out_.reset();
  }

  /// How many handshakes `event` brought to an end that nobody claims.
  void add_timed_out(const ConnectionEvent& event, int change) {
    trials_.handshakes_timed_out += change;
    if (listening_ && event.monotonic >= *listening_)
      trials_.handshakes_unheard += change;
  }

  void count(const ConnectionEvent& event) {
    switch (event.kind) {
      case Kind::key_failed:
        ++trials_.key_failures;
        // The disconnection before it was this one's.
        if (timed_out_ &&
            event.monotonic - timed_out_->monotonic <= same_handshake) {
          add_timed_out(*timed_out_, -1);
          timed_out_.reset();
        }
        break;
      case Kind::disconnected:
        if (event.code == reason_handshake_timeout) {
          add_timed_out(event, 1);
          timed_out_ = event;
        }
        if (sent_away(event))
          trials_.kick_reason = event.code;
        break;
      case Kind::rejected:
        // Without a status nobody answered.
        if (event.code) {
          ++trials_.refusals;
          trials_.refusal_status = event.code;
        }
        break;
      case Kind::network_not_found:
        ++trials_.not_found;
        break;
      case Kind::scan_failed:
        ++trials_.scan_failures;
        break;
      default:
        break;
    }
  }

  milliseconds now_;
  std::optional<milliseconds> listening_;
  JoinTrials trials_;
  std::array<std::optional<milliseconds>, 64> last_;  ///< by kind
  std::optional<ConnectionEvent> timed_out_;
};

}  // namespace

JoinTrials trials_of(const std::vector<ConnectionEvent>& events,
                     milliseconds now,
                     std::optional<milliseconds> listening) {
  Counter counter(now, listening);
  for (const auto& event : events)
    counter.take(event);
  return counter.trials();
}

}  // namespace soundcheck::wifi
