#include "probes/board/linux/supplicant_wpa.hpp"

#include <algorithm>

#include "probes/board/linux/clock_linux.hpp"
#include "probes/board/linux/text_lines.hpp"
#include "probes/board/linux/wpa_news.hpp"
#include "probes/board/linux/wpa_replies.hpp"
#include "probes/board/linux/wpa_socket.hpp"

namespace soundcheck {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t max_networks = 16;  // asked for in detail
constexpr std::size_t max_events = 256;

KeyManagement key_management_of(std::string_view word) {
  if (word == "NONE")
    return KeyManagement::open;
  if (word == "OWE")
    return KeyManagement::owe;
  if (word == "SAE" || word == "FT-SAE" || word == "SAE-EXT-KEY")
    return KeyManagement::sae;
  if (word == "WPA-PSK" || word == "FT-PSK" || word == "WPA-PSK-SHA256")
    return KeyManagement::psk;
  const bool enterprise = word.find("EAP") != word.npos ||
                          word == "IEEE8021X" || word.starts_with("FT-EAP");
  return enterprise ? KeyManagement::enterprise : KeyManagement::other;
}

/// Of `ieee80211w`: 0 off, 1 if the other side can, 2 required, 3 as the
/// supplicant's own `pmf` says.
void apply_protection(std::string_view word, WifiSecurity& security) {
  security.protection_required = word == "2";
  security.protection_possible = word == "1" || word == "2";
}

/// Some values come with the end of their line.
std::string_view value_of(const std::string& reply) {
  return trimmed(std::string_view(reply).substr(0, reply.find('\n')));
}

/// What the network's configuration lets it use; nothing when it does not say.
std::optional<WifiSecurity> security_of(WpaSocket& socket,
                                        int network,
                                        const std::stop_token& stop) {
  const auto of = "GET_NETWORK " + std::to_string(network) + ' ';
  const auto keys = socket.ask(of + "key_mgmt", stop);
  if (!keys)
    return std::nullopt;
  WifiSecurity security;
  for (const auto word : words(value_of(*keys))) {
    const auto how = key_management_of(word);
    auto& list = security.keys;
    if (std::find(list.begin(), list.end(), how) == list.end())
      list.push_back(how);
  }
  const auto protection = socket.ask(of + "ieee80211w", stop);
  const bool own = protection && value_of(*protection) != "3";
  const auto general = own ? protection : socket.ask("GET pmf", stop);
  if (general)
    apply_protection(value_of(*general), security);
  return security;
}

Result<SupplicantState> ask_state(WpaSocket& socket,
                                  const std::stop_token& stop) {
  const auto reply = socket.ask("STATUS", stop);
  if (!reply)
    return reply.error();
  const auto status = parse_wpa_status(*reply);
  if (!status)
    return status.error();
  const auto list = socket.ask("LIST_NETWORKS", stop);
  if (!list)
    return list.error();
  SupplicantState state;
  state.completed = status->state == "COMPLETED";
  for (auto& network : parse_wpa_networks(*list)) {
    if (network.disabled)
      continue;
    WantedNetwork wanted;
    wanted.number = network.number;
    wanted.ssid = std::move(network.ssid);
    if (state.networks.size() < max_networks)
      wanted.security = security_of(socket, network.number, stop);
    state.networks.push_back(std::move(wanted));
  }
  return state;
}

/// A scan that is under way already is as good, so a refusal is none. Networks
/// that rest after failures are left to rest: nothing ends that but switching
/// them off and on, and whoever is interrupted in between leaves them off.
Result<void> ask_to_try(WpaSocket& socket, const std::stop_token& stop) {
  const auto scan = socket.ask("SCAN", stop);
  if (!scan && scan.error().code != Errc::io)
    return scan.error();
  return {};
}

void note(const WpaEvent& event, SupplicantNews& news) {
  if (event.kind == WpaEvent::Kind::scan_results)
    ++news.scans;
  auto told = connection_event_of(event);
  if (!told || news.events.size() >= max_events)
    return;
  const ClockLinux clock;
  told->monotonic = clock.monotonic();
  told->wall_unix_s =
      std::chrono::duration_cast<std::chrono::seconds>(clock.wall()).count();
  news.events.push_back(std::move(*told));
}

Result<SupplicantNews> listen_to(
    WpaSocket& socket,
    steady_clock::time_point deadline,
    const std::function<bool(const SupplicantNews&)>& enough,
    const std::stop_token& stop) {
  SupplicantNews news;
  while (!enough(news)) {
    const auto message = socket.next_event(deadline, stop);
    if (!message)
      return message.error();
    if (!*message)
      break;
    if (const auto event = parse_wpa_event(**message))
      note(*event, news);
  }
  // It would find out by itself, but complain in its log.
  socket.ask("DETACH", stop);
  return news;
}

}  // namespace

Result<WpaSocket> open_supplicant(const BoardRoot& root,
                                  const std::string& folder,
                                  std::string interface_name) {
  if (interface_name.empty()) {
    const auto names = root.list(folder);
    if (!names)
      return names.error();
    for (const auto& name : *names) {
      // Beside those of interfaces there are sockets of P2P devices.
      if (interface_name.empty() && !name.starts_with("p2p"))
        interface_name = name;
    }
    if (interface_name.empty())
      return Error(Errc::unsupported, "no wpa_supplicant in " + folder);
  }
  return WpaSocket::open(root, folder, interface_name);
}

Task<SupplicantState> SupplicantWpa::state() {
  const std::function<Result<SupplicantState>(std::stop_token)> job =
      [root = root_, folder = folder_, name = interface_name_](
          std::stop_token stop) -> Result<SupplicantState> {
    auto socket = open_supplicant(root, folder, name);
    if (!socket)
      return socket.error();
    return ask_state(*socket, stop);
  };
  return run_blocking<SupplicantState>(worker_, job);
}

Task<SupplicantNews> SupplicantWpa::listen(
    std::chrono::milliseconds patience,
    bool try_again,
    std::function<bool(const SupplicantNews&)> enough) {
  const std::function<Result<SupplicantNews>(std::stop_token)> job =
      [root = root_, folder = folder_, name = interface_name_, patience,
       try_again, enough = std::move(enough)](
          std::stop_token stop) -> Result<SupplicantNews> {
    const auto deadline = steady_clock::now() + patience;
    auto socket = open_supplicant(root, folder, name);
    if (!socket)
      return socket.error();
    if (const auto attached = socket->attach(stop); !attached)
      return attached.error();
    if (try_again) {
      if (const auto asked = ask_to_try(*socket, stop); !asked)
        return asked.error();
    }
    return listen_to(*socket, deadline, enough, stop);
  };
  return run_blocking<SupplicantNews>(worker_, job);
}

}  // namespace soundcheck
