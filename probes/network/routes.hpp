#pragma once

#include <string>

#include "probes/board/network.hpp"

namespace soundcheck::network {

/// The interface that matters: the `wanted` one, else that of the best default
/// route. Empty when there is neither.
std::string main_interface(const NetworkState& state,
                           const std::string& wanted);

/// The best default route of one family that names a gateway, of any interface
/// when `interface_name` is empty. Null when there is none; lives as long as
/// the state.
const DefaultRoute* gateway_route(const NetworkState& state,
                                  bool ipv6,
                                  const std::string& interface_name);

}  // namespace soundcheck::network
