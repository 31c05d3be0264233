#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <sys/socket.h>

namespace soundcheck {

/// One host as the socket calls want it.
struct HostAddress {
  sockaddr_storage storage{};
  socklen_t size = 0;

  /// Nothing when `address` is no IPv4 or IPv6 address in digits. The interface
  /// matters for link-local IPv6 addresses only.
  static std::optional<HostAddress> parse(const std::string& address,
                                          const std::string& interface_name);

  int family() const { return storage.ss_family; }
  void set_port(std::uint16_t port);
  const sockaddr* get() const;
  /// The address alone, in network order: 4 or 16 bytes.
  std::span<const std::byte> bytes() const;
};

}  // namespace soundcheck
