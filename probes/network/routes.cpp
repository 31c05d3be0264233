#include "probes/network/routes.hpp"

namespace soundcheck::network {

std::string main_interface(const NetworkState& state,
                           const std::string& wanted) {
  if (!wanted.empty() || state.default_routes.empty())
    return wanted;
  return state.default_routes.front().interface_name;
}

const DefaultRoute* gateway_route(const NetworkState& state,
                                  bool ipv6,
                                  const std::string& interface_name) {
  for (const auto& route : state.default_routes) {
    const bool ours =
        interface_name.empty() || route.interface_name == interface_name;
    if (ours && route.ipv6 == ipv6 && !route.gateway.empty())
      return &route;
  }
  return nullptr;
}

}  // namespace soundcheck::network
