#include "probes/wifi/link.hpp"

#include <cstdio>

#include "probes/findings.hpp"
#include "probes/wifi/link_numbers.hpp"

namespace soundcheck::wifi {

namespace {

std::string text(double value, const char* unit) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.0f %s", value, unit);
  return buffer;
}

std::vector<Measurement> measurements_of(const WifiLink& link,
                                         const Profile::Wifi& limits) {
  std::vector<Measurement> list;
  add(list, "signal", signal_of(link), "dBm");
  add(list, "retries", retry_percent(link, limits.min_packets), "%");
  add(list, "frequency", link.frequency_mhz, "MHz");
  add(list, "tx_bitrate", link.tx_bitrate_mbps, "Mbit/s");
  add(list, "rx_bitrate", link.rx_bitrate_mbps, "Mbit/s");
  add(list, "tx_packets", link.tx_packets, "count");
  add(list, "tx_failed", link.tx_failed, "count");
  add(list, "beacon_losses", link.beacon_losses, "count");
  add(list, "connected", link.connected_seconds, "s");
  return list;
}

/// -75 dBm is where rates fall and frames get lost; voice over Wi-Fi wants -67
/// at the edge of a cell (Cisco 7925G deployment guide), iOS looks for a better
/// access point at -70 (Apple HT203068).
Finding judge_signal(const WifiLink& link, const Profile::Wifi& limits) {
  const auto signal = signal_of(link);
  if (!signal)
    return unknown_finding("wifi.weak_signal", "the driver gives no level");
  return {"wifi.weak_signal", presence_if(*signal < limits.weak_signal_dbm),
          text(*signal, "dBm, limit ") + text(limits.weak_signal_dbm, "dBm")};
}

/// Voice wants less than 20 % of retries (Cisco 7925G deployment guide).
Finding judge_retries(const WifiLink& link, const Profile::Wifi& limits) {
  const auto percent = retry_percent(link, limits.min_packets);
  if (!percent) {
    return unknown_finding("wifi.high_retries",
                           link.tx_retries && link.tx_packets
                               ? "too few packets since association"
                               : "the driver does not count retries");
  }
  return {"wifi.high_retries", presence_if(*percent > limits.retry_percent),
          text(*percent, "% of transmissions repeated, limit ") +
              text(limits.retry_percent, "%")};
}

/// An association without keys carries nothing: it is a try.
Verdict not_associated(bool without_keys) {
  const char* why =
      without_keys ? "associated, but without keys" : "not associated";
  return {Outcome::failed,
          "not associated with an access point",
          {},
          {{"wifi.not_associated", Presence::present, why},
           unknown_finding("wifi.weak_signal", why),
           unknown_finding("wifi.high_retries", why)}};
}

std::string summary_of(const Verdict& verdict) {
  std::string summary = "associated";
  for (const auto& finding : verdict.findings) {
    const bool signal = finding.id == "wifi.weak_signal";
    if (finding.presence == Presence::present) {
      summary += signal ? ", but the signal is too weak"
                        : ", but too many transmissions are repeated";
      summary += " (" + finding.evidence + ")";
    } else if (finding.presence == Presence::unknown && signal) {
      summary += ", but the driver tells no signal level";
    }
  }
  return summary;
}

}  // namespace

Task<Verdict> check_link(Radio& radio,
                         Profile::Wifi limits,
                         Progress& progress) {
  progress.report(0, "reading the Wi-Fi link");
  const auto link = co_await radio.link();
  if (!link)
    co_return link.error().during("reading the Wi-Fi link");
  const bool without_keys = link->associated && link->authorized == false;
  if (!link->associated || without_keys)
    co_return not_associated(without_keys);

  Verdict verdict{Outcome::passed, "", measurements_of(*link, limits), {}};
  verdict.findings = {
      {"wifi.not_associated", Presence::absent, "associated"},
      judge_signal(*link, limits),
      judge_retries(*link, limits),
  };
  // A quiet link has no retry rate, and is not ill for that.
  const std::vector<std::string> may_be_unknown = {"wifi.high_retries"};
  verdict.outcome = outcome_of(verdict.findings, may_be_unknown);
  verdict.summary = summary_of(verdict);
  co_return verdict;
}

}  // namespace soundcheck::wifi
