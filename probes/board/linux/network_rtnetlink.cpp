#include "probes/board/linux/network_rtnetlink.hpp"

#include <thread>

#include "probes/board/linux/icmp_echo.hpp"
#include "probes/board/linux/kernel_tables.hpp"
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

/// The neighbour's entry once the kernel has made up its mind.
Result<Neighbour> settled_neighbour(const std::string& address,
                                    const std::string& interface_name,
                                    steady_clock::time_point deadline,
                                    const std::stop_token& stop) {
  for (;;) {
    auto entry = read_neighbour(address, interface_name);
    if (!entry)
      return entry.error();
    const auto neighbour = entry->value_or(Neighbour{});
    const bool undecided = neighbour.state == "incomplete" ||
                           neighbour.state == "delay" ||
                           neighbour.state == "probe";
    if (!undecided || stop.stop_requested() || steady_clock::now() > deadline)
      return neighbour;
    std::this_thread::sleep_for(50ms);
  }
}

/// When the kernel last heard from a neighbour that it holds for reachable;
/// call it right after the entry was read.
std::optional<steady_clock::time_point> last_heard(const Neighbour& neighbour) {
  using Centiseconds = std::chrono::duration<std::int64_t, std::centi>;
  if (neighbour.state != "reachable" || !neighbour.confirmed_centiseconds)
    return {};
  return steady_clock::now() - Centiseconds(*neighbour.confirmed_centiseconds);
}

/// Did it answer the kernel since it was `heard` of before? An older answer may
/// be that of a host that died since.
bool answered_since(const Neighbour& neighbour,
                    std::optional<steady_clock::time_point> heard) {
  // Ages are told in coarse ticks; a new answer is at least a second newer.
  constexpr auto coarseness = 500ms;
  const auto now_heard = last_heard(neighbour);
  return now_heard && (!heard || *now_heard > *heard + coarseness);
}

/// Nothing but the neighbour protocol is left to ask by. An entry that the
/// kernel holds for reachable is not asked anew for up to 45 s, so we say so.
Result<bool> ask_by_neighbour_protocol(
    const std::string& address,
    const std::string& interface_name,
    std::optional<steady_clock::time_point> heard,
    Neighbour& neighbour,
    const std::stop_token& stop) {
  // Read anew: its age counts from the reading.
  const auto entry = read_neighbour(address, interface_name);
  if (!entry)
    return entry.error();
  neighbour = entry->value_or(Neighbour{});
  if (last_heard(neighbour) && !answered_since(neighbour, heard)) {
    const auto doubted = doubt_neighbour(address, interface_name);
    if (!doubted)
      return doubted.error().during("asking whether it is still there");
  }
  auto settled = settled_neighbour(
      address, interface_name, steady_clock::now() + neighbour_patience, stop);
  if (!settled)
    return settled.error();
  neighbour = std::move(*settled);
  return answered_since(neighbour, heard);
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

Result<Reachability> reach_host(const std::string& address,
                                const std::string& interface_name,
                                const std::stop_token& stop) {
  const auto host = HostAddress::parse(address, interface_name);
  if (!host)
    return Error(Errc::io, "not an IP address");
  const auto before = read_neighbour(address, interface_name);
  if (!before)
    return before.error();
  const auto heard = last_heard(before->value_or(Neighbour{}));
  Reachability answer;
  const auto asked = ask_by_echo(*host, answer, stop);
  if (!asked)
    return asked.error();
  auto entry = read_neighbour(address, interface_name);
  if (!entry)
    return entry.error();
  auto neighbour = entry->value_or(Neighbour{});
  // Who does not answer ARP or neighbour discovery for seconds hears no TCP.
  const bool deaf = answer.sent > 0 && (neighbour.state == "failed" ||
                                        neighbour.state == "incomplete");
  if (!answer.answered && !deaf)
    ask_by_connecting(*host, answer, stop);
  if (!answer.answered && !deaf) {
    const auto there = ask_by_neighbour_protocol(address, interface_name, heard,
                                                 neighbour, stop);
    if (!there)
      return there.error();
    answer.answered = *there;
    if (*there)
      answer.method = "neighbour";
  }
  answer.neighbour_state = neighbour.state;
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

}  // namespace soundcheck
