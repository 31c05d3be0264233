#include "probes/board/linux/network_story.hpp"

#include <algorithm>

namespace soundcheck {

namespace {

using Kind = ConnectionEvent::Kind;

ConnectionEvent event_of(Kind kind, const char* text) {
  ConnectionEvent event;
  event.kind = kind;
  event.text = text;
  return event;
}

bool usable(const InterfaceAddress& address) {
  return !address.link_local && !address.tentative && !address.duplicate;
}

std::vector<std::string> usable_addresses(const NetworkState& state,
                                          bool ipv6) {
  std::vector<std::string> list;
  for (const auto& address : state.addresses) {
    if (address.ipv6 == ipv6 && usable(address))
      list.push_back(address.address);
  }
  return list;
}

bool share_any(const std::vector<std::string>& left,
               const std::vector<std::string>& right) {
  return std::any_of(left.begin(), left.end(), [&right](const auto& one) {
    return std::find(right.begin(), right.end(), one) != right.end();
  });
}

/// IPv6 addresses come and go by themselves (RFC 8981), so that only the first
/// and the last of them is news.
void compare_addresses(const NetworkState& before,
                       const NetworkState& after,
                       bool ipv6,
                       std::vector<ConnectionEvent>& events) {
  const auto had = usable_addresses(before, ipv6);
  const auto has = usable_addresses(after, ipv6);
  const char* family = ipv6 ? "IPv6" : "IPv4";
  if (had.empty() && !has.empty())
    events.push_back(event_of(Kind::address_gained, family));
  if (!had.empty() && has.empty())
    events.push_back(event_of(Kind::address_lost, family));
  if (!ipv6 && !had.empty() && !has.empty() && !share_any(had, has))
    events.push_back(event_of(Kind::address_gained, "IPv4, another one"));
}

bool is_duplicate_in(const NetworkState& state, const std::string& address) {
  return std::any_of(state.addresses.begin(), state.addresses.end(),
                     [&address](const InterfaceAddress& one) {
                       return one.duplicate && one.address == address;
                     });
}

void compare_conflicts(const NetworkState& before,
                       const NetworkState& after,
                       std::vector<ConnectionEvent>& events) {
  for (const auto& one : after.addresses) {
    if (one.duplicate && !is_duplicate_in(before, one.address)) {
      events.push_back(
          event_of(Kind::address_conflict, one.ipv6 ? "IPv6" : "IPv4"));
    }
  }
}

/// Of a radio the association tells the same, with a reason.
void compare_carrier(const NetworkState& before,
                     const NetworkState& after,
                     std::vector<ConnectionEvent>& events) {
  for (const auto& is : after.interfaces) {
    const auto was = std::find_if(
        before.interfaces.begin(), before.interfaces.end(),
        [&is](const NetworkInterface& one) { return one.name == is.name; });
    if (is.wireless || was == before.interfaces.end() ||
        was->carrier == is.carrier) {
      continue;
    }
    events.push_back(
        event_of(is.carrier ? Kind::link_gained : Kind::link_lost, ""));
  }
}

}  // namespace

std::vector<ConnectionEvent> changes_between(const NetworkState& before,
                                             const NetworkState& after) {
  std::vector<ConnectionEvent> events;
  compare_carrier(before, after, events);
  compare_conflicts(before, after, events);
  compare_addresses(before, after, false, events);
  compare_addresses(before, after, true, events);
  return events;
}

}  // namespace soundcheck
