#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

struct InterfaceAddress {
  std::string interface_name;
  std::string address;  ///< without prefix length
  int prefix_length = 0;
  bool ipv6 = false;
  bool link_local = false;  ///< 169.254/16 or fe80::/10
  bool tentative = false;   ///< duplicate address detection still runs
  bool duplicate = false;   ///< somebody else has it
};

struct NetworkInterface {
  std::string name;
  bool up = false;       ///< administratively
  bool carrier = false;  ///< the link below works
  bool wireless = false;
};

struct DefaultRoute {
  std::string interface_name;
  std::string gateway;
  bool ipv6 = false;
  std::uint32_t metric = 0;
};

/// Everything but the loopback interface.
struct NetworkState {
  std::vector<NetworkInterface> interfaces;
  std::vector<InterfaceAddress> addresses;
  std::vector<DefaultRoute> default_routes;  ///< lowest metric first
};

/// How a host on the same link answered.
struct Reachability {
  bool answered = false;
  std::string method;  ///< "icmp", "tcp" or "neighbour"
  int sent = 0;
  int received = 0;
  std::optional<std::chrono::microseconds> rtt_median;
  std::string neighbour_state;  ///< "reachable", "stale", "failed", ... or ""
};

/// Other devices of the home than the router.
struct Peers {
  int heard = 0;      ///< that are surely there
  int answering = 0;  ///< of those, that answer us
};

class Network {
 public:
  virtual ~Network() = default;
  /// Errors: io, parse.
  virtual Task<NetworkState> state() = 0;
  /// Asks a host on the link whether it is there: ICMP echo where the kernel
  /// lets us, otherwise a TCP connection attempt and the neighbour table (a
  /// gateway that drops ICMP is not a dead gateway). Errors: io, denied.
  virtual Task<Reachability> reach(std::string address,
                                   std::string interface_name) = 0;
  /// Asks the link, by ARP, whether another host has this IPv4 address of ours.
  /// Errors: denied (what is missing), unsupported (no ARP there), io.
  virtual Task<bool> claimed(std::string address,
                             std::string interface_name) = 0;
  /// Listens to the route's link for some seconds, for devices that speak to
  /// everybody or that the router looks for, and asks those, and no others, for
  /// an answer. `own_address` is ours on that link. Errors: as claimed().
  virtual Task<Peers> peers(DefaultRoute route, std::string own_address) = 0;
};

}  // namespace soundcheck
