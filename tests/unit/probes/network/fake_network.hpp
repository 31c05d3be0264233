#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "probes/board/network.hpp"

namespace soundcheck::test {

/// A network that is as the test says.
class FakeNetwork final : public Network {
 public:
  Task<NetworkState> state() override { co_return answer; }
  Task<Reachability> reach(std::string address,
                           std::string interface_name) override {
    asked.push_back(address + "%" + interface_name);
    co_return hosts.at(address);
  }

  Task<bool> claimed(std::string address, std::string interface_name) override {
    asked.push_back(address + "%" + interface_name);
    if (claim_error)
      co_return *claim_error;
    co_return claims.contains(address);
  }

  Task<Peers> peers(DefaultRoute route, std::string own_address) override {
    asked.push_back(own_address + "%" + route.interface_name);
    co_return others;
  }

  Result<Peers> others = Peers{2, 1};
  std::set<std::string> claims;
  std::optional<Error> claim_error;
  Result<NetworkState> answer = healthy();
  std::map<std::string, Result<Reachability>> hosts;
  std::vector<std::string> asked;

  static NetworkState healthy() {
    NetworkState state;
    state.interfaces = {{"wlan0", true, true, true}};
    state.addresses = {
        {.interface_name = "wlan0",
         .address = "192.0.2.7",
         .prefix_length = 24},
        {.interface_name = "wlan0",
         .address = "fe80::7",
         .prefix_length = 64,
         .ipv6 = true,
         .link_local = true},
    };
    state.default_routes = {{"wlan0", "192.0.2.1", false, 600}};
    return state;
  }
};

}  // namespace soundcheck::test
