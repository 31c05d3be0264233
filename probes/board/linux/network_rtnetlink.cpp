#include "probes/board/linux/network_rtnetlink.hpp"

#include <thread>

#include "probes/board/linux/address_claim.hpp"
#include "probes/board/linux/icmp_echo.hpp"
#include "probes/board/linux/kernel_tables.hpp"
#include "probes/board/linux/peer_watch.hpp"
#include "probes/board/linux/tcp_knock.hpp"

namespace soundcheck {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr int echo_count = 3;  // three a second apart, as shill does
constexpr auto echo_timeout = 1000ms;
constexpr auto knock_timeout = 1000ms;
/// The kernel waits five seconds before it doubts a silent neighbour, and then
/// asks three times a second apart.
constexpr auto neighbour_patience = 8s;
constexpr std::uint16_t gateway_ports[] = {53, 80, 443};

Result<Neighbour> read_entry(const std::string& address,
                             const std::string& interface_name) {
  auto entry = read_neighbour(address, interface_name);
  if (!entry)
    return entry.error();
  return entry->value_or(Neighbour{});
}

/// The neighbour's entry once the kernel has made up its mind.
Result<Neighbour> settled_entry(const std::string& address,
                                const std::string& interface_name,
                                steady_clock::time_point deadline,
                                const std::stop_token& stop) {
  for (;;) {
    auto entry = read_entry(address, interface_name);
    if (!entry)
      return entry.error();
    const bool undecided = entry->state == "incomplete" ||
                           entry->state == "delay" || entry->state == "probe";
    if (!undecided || stop.stop_requested() || steady_clock::now() > deadline)
      return entry;
    std::this_thread::sleep_for(50ms);
  }
}

/// Relied on for an answer of some time ago.
bool remembered(const Neighbour& neighbour) {
  return neighbour.state == "reachable" || neighbour.state == "stale" ||
         neighbour.state == "delay";
}

/// Nothing but the kernel's neighbour protocol is left to ask by. A host that
/// is remembered is asked anew, since its entry proves nothing: the kernel
/// takes for an answer even the next packet that we send on a connection whose
/// last acknowledgement came before, however long before.
Result<Neighbour> ask_by_neighbour_protocol(const std::string& address,
                                            const std::string& interface_name,
                                            const Neighbour& before,
                                            const std::stop_token& stop) {
  const auto entry = read_entry(address, interface_name);
  if (!entry)
    return entry.error();
  if (remembered(before) && remembered(*entry)) {
    const auto doubted = doubt_neighbour(address, interface_name);
    if (!doubted)
      return doubted.error().during("asking whether it is still there");
  }
  return settled_entry(address, interface_name,
                       steady_clock::now() + neighbour_patience, stop);
}

Result<void> ask_by_echo(const HostAddress& host,
                         Reachability& answer,
                         const std::stop_token& stop) {
  const auto tally = echo(host, echo_count, echo_timeout, stop);
  if (!tally && tally.error().code == Errc::denied)
    return {};  // there are other ways
  if (!tally)
    return tally.error();
  answer.method = "icmp";
  answer.sent = tally->sent;
  answer.received = tally->received;
  answer.answered = tally->received > 0;
  answer.rtt_median = tally->median;
  return {};
}

void ask_by_connecting(const HostAddress& host,
                       Reachability& answer,
                       const std::stop_token& stop) {
  answer.rtt_median = knock(host, gateway_ports, knock_timeout, stop);
  answer.answered = answer.rtt_median.has_value();
  answer.method = "tcp";
}

/// Of a host that answers no echo request. ARP tells at once whether anybody is
/// there, where it is ours to use.
Result<void> ask_otherwise(const HostAddress& host,
                           const std::string& address,
                           const std::string& interface_name,
                           const Neighbour& before,
                           Reachability& answer,
                           const std::stop_token& stop) {
  const auto on_link = answers_arp(address, interface_name, stop);
  if (on_link && !*on_link) {
    answer.neighbour_state = "failed";
    return {};
  }
  ask_by_connecting(host, answer, stop);
  if (answer.answered)
    return {};
  if (on_link) {
    answer.neighbour_state = "reachable";
  } else {
    const auto entry =
        ask_by_neighbour_protocol(address, interface_name, before, stop);
    if (!entry)
      return entry.error();
    answer.neighbour_state = entry->state;
  }
  answer.answered = answer.neighbour_state == "reachable";
  if (answer.answered)
    answer.method = "neighbour";
  return {};
}

Result<Reachability> reach_host(const std::string& address,
                                const std::string& interface_name,
                                const std::stop_token& stop) {
  const auto host = HostAddress::parse(address, interface_name);
  if (!host)
    return Error(Errc::io, "not an IP address");
  const auto before = read_entry(address, interface_name);
  if (!before)
    return before.error();
  Reachability answer;
  const auto asked = ask_by_echo(*host, answer, stop);
  if (!asked)
    return asked.error();
  const auto entry = read_entry(address, interface_name);
  if (!entry)
    return entry.error();
  answer.neighbour_state = entry->state;
  // Who does not answer ARP or neighbour discovery for seconds hears no TCP.
  const bool deaf = answer.sent > 0 &&
                    (entry->state == "failed" || entry->state == "incomplete");
  if (answer.answered || deaf)
    return answer;
  const auto done =
      ask_otherwise(*host, address, interface_name, *before, answer, stop);
  if (!done)
    return done.error();
  return answer;
}

/// Wi-Fi interfaces have their radio beside them in /sys.
bool is_wireless(const BoardRoot& root, const std::string& interface_name) {
  const auto names = root.list("/sys/class/net/" + interface_name);
  if (!names)
    return false;
  for (const auto& name : *names) {
    if (name == "phy80211" || name == "wireless")
      return true;
  }
  return false;
}

}  // namespace

Task<NetworkState> NetworkRtnetlink::state() {
  const std::function<Result<NetworkState>(std::stop_token)> job =
      [root = root_](std::stop_token) {
        auto state = read_network_tables();
        if (state) {
          for (auto& interface : state->interfaces)
            interface.wireless = is_wireless(root, interface.name);
        }
        return state;
      };
  return run_blocking<NetworkState>(worker_, job);
}

Task<Reachability> NetworkRtnetlink::reach(std::string address,
                                           std::string interface_name) {
  const std::function<Result<Reachability>(std::stop_token)> job =
      [address, interface_name](std::stop_token stop) {
        return reach_host(address, interface_name, stop);
      };
  return run_blocking<Reachability>(worker_, job);
}

Task<bool> NetworkRtnetlink::claimed(std::string address,
                                     std::string interface_name) {
  const std::function<Result<bool>(std::stop_token)> job =
      [address, interface_name](const std::stop_token& stop) {
        return address_claimed(address, interface_name, stop);
      };
  return run_blocking<bool>(worker_, job);
}

Task<Peers> NetworkRtnetlink::peers(DefaultRoute route,
                                    std::string own_address) {
  const std::function<Result<Peers>(std::stop_token)> job =
      [route, own_address](const std::stop_token& stop) {
        return watch_peers(route, own_address, stop);
      };
  return run_blocking<Peers>(worker_, job);
}

}  // namespace soundcheck
