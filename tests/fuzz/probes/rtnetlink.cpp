#include <cstdlib>

#include "probes/board/linux/rtnetlink_messages.hpp"
#include "tests/fuzz/probes/netlink_input.hpp"

using namespace soundcheck;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const auto bytes = fuzz::netlink_bytes(data, size);
  // Those of the input, and two that the other messages may name.
  auto links = parse_links(bytes);
  links.push_back({1, {"one", true, true, false}});
  links.push_back({2, {"two", true, true, false}});
  for (const auto& address : parse_addresses(bytes, links)) {
    if (address.address.empty() || address.interface_name.empty())
      std::abort();
  }
  for (const auto& route : parse_default_routes(bytes, links)) {
    if (route.interface_name.empty())
      std::abort();
    parse_neighbour(bytes, 2, route.gateway);
  }
  return 0;
}
