#include "probes/board/linux/host_address.hpp"

#include <arpa/inet.h>
#include <cstring>
#include <net/if.h>
#include <netinet/in.h>

namespace soundcheck {

std::optional<HostAddress> HostAddress::parse(
    const std::string& address,
    const std::string& interface_name) {
  HostAddress host;
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (::inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    host.size = sizeof v4;
    std::memcpy(&host.storage, &v4, sizeof v4);
    return host;
  }
  if (::inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    if (IN6_IS_ADDR_LINKLOCAL(&v6.sin6_addr))
      v6.sin6_scope_id = ::if_nametoindex(interface_name.c_str());
    host.size = sizeof v6;
    std::memcpy(&host.storage, &v6, sizeof v6);
    return host;
  }
  return std::nullopt;
}

void HostAddress::set_port(std::uint16_t port) {
  const in_port_t wire = htons(port);
  auto* bytes = reinterpret_cast<char*>(&storage);
  const std::size_t offset = family() == AF_INET
                                 ? offsetof(sockaddr_in, sin_port)
                                 : offsetof(sockaddr_in6, sin6_port);
  std::memcpy(bytes + offset, &wire, sizeof wire);
}

const sockaddr* HostAddress::get() const {
  return reinterpret_cast<const sockaddr*>(&storage);
}

std::span<const std::byte> HostAddress::bytes() const {
  const auto* start = reinterpret_cast<const std::byte*>(&storage);
  if (family() == AF_INET)
    return {start + offsetof(sockaddr_in, sin_addr), sizeof(in_addr)};
  return {start + offsetof(sockaddr_in6, sin6_addr), sizeof(in6_addr)};
}

}  // namespace soundcheck
