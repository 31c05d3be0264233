#include "probes/wifi/join_findings.hpp"

#include <algorithm>
#include <array>

#include "probes/findings.hpp"

namespace soundcheck::wifi {

namespace {

constexpr int failures_that_count = 2;
constexpr int scans_that_count = 3;
constexpr int recoveries_that_count = 2;

// IEEE 802.11-2020, table 9-50: statuses that speak of security. 40 to 46 are
// about the RSN element, 31 is a want of protected management frames.
constexpr int status_protection_violation = 31;
constexpr int status_invalid_element = 40;
constexpr int status_cipher_refused = 46;
constexpr int status_full = 17;

bool speaks_of_security(std::optional<int> status) {
  return status && (*status == status_protection_violation ||
                    (*status >= status_invalid_element &&
                     *status <= status_cipher_refused));
}

std::string count_of(int count, const char* what) {
  return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

std::string dbm(int level) {
  return std::to_string(level) + " dBm";
}

/// Judges one situation; each function gives one finding.
class Judge {
 public:
  Judge(const JoinSituation& situation, const Profile::Wifi& limits)
      : s_(situation), trials_(s_.trials), limits_(limits) {}

  Finding radio_dead() const {
    constexpr const char* id = "wifi.radio_dead";
    if (!s_.radio.present)
      return judged(id, true, "the interface of the profile is not there");
    if (s_.radio.block != RadioState::Block::none) {
      return judged(id, true,
                    s_.radio.block == RadioState::Block::hardware
                        ? "switched off by a switch (rfkill)"
                        : "switched off by software (rfkill)");
    }
    if (!s_.radio.up)
      return judged(id, true, "the interface is down");
    const bool deaf =
        trials_.scan_failures >= scans_that_count && s_.scans == 0;
    return judged(id, deaf && !s_.joined,
                  deaf ? count_of(trials_.scan_failures, "scan") + " failed"
                       : "the radio is on");
  }

  Finding not_set_up() const {
    constexpr const char* id = "wifi.no_network_stored";
    if (s_.joined)
      return judged(id, false, "joined");
    if (!s_.supplicant)
      return unknown_finding(id, s_.why_no_supplicant);
    const auto networks = static_cast<int>(s_.supplicant->networks.size());
    return judged(id, networks == 0, count_of(networks, "network") + " stored");
  }

  Finding security_mismatch() const {
    constexpr const char* id = "wifi.security_mismatch";
    if (const auto early = not_at_the_door(id))
      return *early;
    if (speaks_of_security(trials_.refusal_status))
      return judged(id, true, "refused with " + refusal());
    bool known = false;
    std::string evidence;
    for (const auto& network : s_.supplicant->networks) {
      for (const auto& one : s_.sight.ours) {
        if (one.ssid != network.ssid || !network.security)
          continue;
        known = true;
        if (fits(*network.security, one))
          return judged(id, false, "the network takes what the speaker has");
        evidence = "the network wants " + describe(one.security) +
                   "; the speaker has " + describe(*network.security);
      }
    }
    return known ? judged(id, true, evidence)
                 : unknown_finding(id, "what the speaker may use is not known");
  }

  Finding wrong_passphrase() const {
    constexpr const char* id = "wifi.wrong_passphrase";
    if (const auto early = not_at_the_door(id))
      return *early;
    if (trials_.key_failures == 0)
      return judged(id, false, "no failed key exchange");
    // What only the kernel saw fails for the same cause as what we know of.
    const int failures = trials_.key_failures + trials_.handshakes_timed_out;
    const auto evidence =
        count_of(failures, "failed key exchange") + at_signal();
    if (failures < failures_that_count || !signal())
      return unknown_finding(id, evidence);
    if (!weak())
      return judged(id, true, evidence + ", none that went well");
    return trials_.was_in
               ? judged(id, false, evidence + ", it went well before")
               : unknown_finding(id, evidence);
  }

  Finding handshake_lost() const {
    constexpr const char* id = "wifi.handshake_lost";
    if (trials_.recoveries >= recoveries_that_count) {
      return judged(id, true,
                    count_of(trials_.recoveries, "key exchange") +
                        " went well only when repeated");
    }
    if (const auto early = not_at_the_door(id))
      return *early;
    const int unheard = trials_.handshakes_unheard;
    if (unheard > 0 && trials_.key_failures == 0 &&
        trials_.handshakes_timed_out >= failures_that_count) {
      return judged(id, true,
                    count_of(unheard, "key exchange") +
                        " of which the speaker heard nothing" + at_signal());
    }
    const int failures = trials_.key_failures;
    if (failures == 0)
      return judged(id, false, "no failed key exchange");
    const auto evidence =
        count_of(failures, "failed key exchange") + at_signal();
    if (!signal() || (weak() && !trials_.was_in))
      return unknown_finding(id, evidence);
    return judged(id, weak(),
                  weak() ? evidence + ", it went well before" : evidence);
  }

  Finding refused() const {
    constexpr const char* id = "wifi.refused";
    if (const auto early = not_at_the_door(id))
      return *early;
    if (speaks_of_security(trials_.refusal_status))
      return judged(id, false, "refused for its security");
    if (trials_.refusals == 1 && !trials_.kick_reason)
      return unknown_finding(id, "refused once, with " + refusal());
    if (trials_.refusals > 0) {
      return judged(id, true,
                    "refused " + std::to_string(trials_.refusals) +
                        " times, the last with " + refusal());
    }
    if (trials_.kick_reason) {
      return judged(
          id, true,
          "sent away with reason " + std::to_string(*trials_.kick_reason));
    }
    return judged(id, false, "not refused");
  }

  /// Of the four ways in which a network can be missing, one is present.
  void add_absence(std::vector<Finding>& list) const {
    constexpr std::array ids{"wifi.network_renamed", "wifi.out_of_range",
                             "wifi.access_point_gone",
                             "wifi.network_not_found"};
    const bool missing = at_home() && s_.scans > 0 && s_.sight.ours.empty();
    const auto chosen = missing ? absence() : std::size(ids);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (s_.joined || !s_.sight.ours.empty())
        list.push_back(judged(ids.at(i), false, "the network is heard"));
      else if (missing)
        list.push_back(judged(ids.at(i), i == chosen, absence_evidence()));
      else
        list.push_back(unknown_finding(ids.at(i), why_not_looked()));
    }
  }

 private:
  /// Level of our network, now or when it was last heard.
  std::optional<int> signal() const {
    if (!s_.sight.ours.empty() && s_.sight.ours.front().signal_dbm)
      return s_.sight.ours.front().signal_dbm;
    return s_.sight.last_signal_dbm;
  }
  bool weak() const { return signal() && *signal() < limits_.weak_signal_dbm; }
  std::string at_signal() const {
    return signal() ? " at " + dbm(*signal()) : " at an unknown signal";
  }
  std::string refusal() const {
    const int status = trials_.refusal_status.value_or(0);
    return "status " + std::to_string(status) +
           (status == status_full ? " (no room for another device)" : "");
  }

  /// The radio works, and there is a network that it is told to join.
  bool at_home() const {
    return radio_dead().presence != Presence::present && s_.supplicant &&
           !s_.supplicant->networks.empty();
  }
  std::string why_not_looked() const {
    if (radio_dead().presence == Presence::present)
      return "the radio does not work";
    if (!s_.supplicant)
      return s_.why_no_supplicant;
    return s_.supplicant->networks.empty() ? "no network is stored"
                                           : "no scan came to its end";
  }

  /// What is said of the way in when there is none to stand before.
  std::optional<Finding> not_at_the_door(const char* id) const {
    if (s_.joined)
      return judged(id, false, "joined");
    if (!at_home())
      return unknown_finding(id, why_not_looked());
    if (s_.sight.ours.empty())
      return unknown_finding(id, "the network is not heard");
    return std::nullopt;
  }

  /// An index into the four ids above. AOSP leaves a network at -80 dBm (5 GHz)
  /// or -83 dBm (2.4 GHz; ScoringParams), shill calls -85 out of range.
  std::size_t absence() const {
    if (s_.sight.renamed)
      return 0;
    if (!s_.sight.last_signal_dbm)
      return 3;
    return *s_.sight.last_signal_dbm <= limits_.out_of_range_dbm ? 1 : 2;
  }
  std::string absence_evidence() const {
    auto text = "not heard in " + count_of(s_.scans, "scan") + ", " +
                count_of(s_.sight.heard, "other access point");
    if (s_.sight.renamed)
      return text + ", one of them ours under another name";
    return s_.sight.last_signal_dbm
               ? text + "; last heard at " + dbm(*s_.sight.last_signal_dbm)
               : text + "; not known how loud it was";
  }

  const JoinSituation& s_;
  const JoinTrials& trials_;
  const Profile::Wifi& limits_;
};

}  // namespace

std::vector<Finding> findings_of(const JoinSituation& situation,
                                 const Profile::Wifi& limits) {
  const Judge judge(situation, limits);
  std::vector<Finding> list = {
      judge.radio_dead(),        judge.not_set_up(),
      judge.security_mismatch(), judge.wrong_passphrase(),
      judge.handshake_lost(),    judge.refused()};
  judge.add_absence(list);
  return list;
}

}  // namespace soundcheck::wifi
