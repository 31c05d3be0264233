#include "probes/board/linux/wpa_replies.hpp"

#include <functional>

#include "probes/board/linux/text_lines.hpp"
#include "probes/board/linux/wpa_text.hpp"

namespace soundcheck {

namespace {

using Pair = std::function<void(std::string_view key, std::string_view value)>;

void for_each_pair(std::string_view reply, const Pair& visit) {
  TextLines lines(reply, "");
  while (const auto line = lines.next()) {
    const auto equals = line->find('=');
    if (equals != line->npos)
      visit(line->substr(0, equals), line->substr(equals + 1));
  }
}

std::optional<int> positive(std::string_view text) {
  const auto value = number<int>(text);
  return value && *value > 0 && *value < 1'000'000 ? value : std::nullopt;
}

/// "7\tname\tany\t[CURRENT]"; the name has no tabulator, it is escaped.
std::optional<WpaNetwork> network_of(std::string_view line) {
  const auto first = line.find('\t');
  if (first == line.npos)
    return std::nullopt;
  const auto second = line.find('\t', first + 1);
  if (second == line.npos)
    return std::nullopt;
  const auto index = number<int>(line.substr(0, first));
  auto ssid = wpa_ssid(line.substr(first + 1, second - first - 1));
  if (!index || *index < 0 || !ssid)
    return std::nullopt;
  const auto flags = line.substr(line.rfind('\t'));
  WpaNetwork network;
  network.number = *index;
  network.ssid = std::move(*ssid);
  network.current = flags.find("[CURRENT]") != flags.npos;
  network.disabled = flags.find("[DISABLED]") != flags.npos;
  return network;
}

}  // namespace

Result<WpaStatus> parse_wpa_status(std::string_view reply) {
  WpaStatus status;
  for_each_pair(reply, [&status](std::string_view key, std::string_view value) {
    if (key == "wpa_state")
      status.state = value;
    else if (key == "bssid")
      status.bssid = wpa_address(value);
    else if (key == "key_mgmt")
      status.key_management = value;
    else if (key == "id")
      status.network = number<int>(value);
    else if (key == "freq")
      status.frequency_mhz = positive(value);
    else if (key == "pmf")
      status.pmf = number<int>(value);
  });
  if (status.state.empty())
    return Error(Errc::parse, "wpa_supplicant: STATUS without a state");
  return status;
}

std::vector<WpaNetwork> parse_wpa_networks(std::string_view reply) {
  std::vector<WpaNetwork> networks;
  TextLines lines(reply, "");
  while (const auto line = lines.next()) {
    if (auto network = network_of(*line))
      networks.push_back(std::move(*network));
  }
  return networks;
}

WpaSignal parse_wpa_signal(std::string_view reply) {
  WpaSignal signal;
  for_each_pair(reply, [&signal](std::string_view key, std::string_view value) {
    if (key == "RSSI")
      signal.signal_dbm = wpa_signal(value);
    else if (key == "AVG_RSSI")
      signal.average_dbm = wpa_signal(value);
    else if (key == "AVG_BEACON_RSSI")
      signal.beacon_average_dbm = wpa_signal(value);
    else if (key == "NOISE")
      signal.noise_dbm = wpa_signal(value);
    else if (key == "FREQUENCY")
      signal.frequency_mhz = positive(value);
    else if (key == "LINKSPEED")
      signal.link_speed_mbps = positive(value);
  });
  return signal;
}

}  // namespace soundcheck
