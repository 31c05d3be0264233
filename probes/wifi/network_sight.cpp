#include "probes/wifi/network_sight.hpp"

#include <algorithm>

namespace soundcheck::wifi {

namespace {

bool is_wanted(const AccessPoint& one,
               const std::vector<WantedNetwork>& wanted) {
  return !one.ssid.empty() &&
         std::any_of(wanted.begin(), wanted.end(), [&one](const auto& network) {
           return network.ssid == one.ssid;
         });
}

/// WEP is an open network to the supplicant, with keys.
KeyManagement as_configured(KeyManagement how) {
  return how == KeyManagement::wep ? KeyManagement::open : how;
}

bool shares_key_management(const WifiSecurity& mine, const WifiSecurity& its) {
  return std::any_of(its.keys.begin(), its.keys.end(), [&mine](auto how) {
    return how == KeyManagement::other ||
           std::find(mine.keys.begin(), mine.keys.end(), as_configured(how)) !=
               mine.keys.end();
  });
}

}  // namespace

NetworkSight sight_of(const std::vector<AccessPoint>& heard,
                      std::chrono::milliseconds fresh,
                      const std::vector<WantedNetwork>& wanted,
                      LostAccessPoint lost) {
  NetworkSight sight;
  for (const auto& one : heard) {
    const bool ours = is_wanted(one, wanted);
    if (!one.age || *one.age <= fresh) {
      ++sight.heard;
      if (ours)
        sight.ours.push_back(one);
    } else if (ours && (!lost.age || *one.age < *lost.age)) {
      lost = {one.bssid, one.signal_dbm ? one.signal_dbm : lost.signal_dbm,
              one.age};
    }
  }
  std::sort(sight.ours.begin(), sight.ours.end(),
            [](const AccessPoint& a, const AccessPoint& b) {
              return a.signal_dbm.value_or(-999) > b.signal_dbm.value_or(-999);
            });
  sight.last_signal_dbm = lost.signal_dbm;
  sight.renamed =
      !lost.bssid.empty() &&
      std::any_of(heard.begin(), heard.end(), [&](const AccessPoint& one) {
        return one.bssid == lost.bssid && !one.ssid.empty() &&
               !is_wanted(one, wanted) && (!one.age || *one.age <= fresh);
      });
  return sight;
}

bool fits(const WifiSecurity& mine, const AccessPoint& access_point) {
  const auto& its = access_point.security;
  return shares_key_management(mine, its) &&
         (!its.protection_required || mine.protection_possible) &&
         (!mine.protection_required || its.protection_possible);
}

std::string describe(const WifiSecurity& security) {
  std::string text;
  for (const auto how : security.keys) {
    text += text.empty() ? "" : " or ";
    text += to_string(how);
  }
  text +=
      security.protection_required   ? ", protected management frames required"
      : security.protection_possible ? ", protected management frames possible"
                                     : ", no protected management frames";
  return text;
}

}  // namespace soundcheck::wifi
