#include "agent/uplink/paho/socket_guard.hpp"

#include <charconv>
#include <cstddef>
#include <filesystem>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <string>
#include <sys/socket.h>

namespace soundcheck {

namespace {

std::optional<std::uint16_t> peer_port_of(int descriptor) {
  int type = 0;
  socklen_t size = sizeof type;
  // Fails for whatever is no socket.
  if (getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) != 0 ||
      type != SOCK_STREAM)
    return std::nullopt;
  union {
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
  } peer{};
  size = sizeof peer;
  if (getpeername(descriptor, &peer.any, &size) != 0)
    return std::nullopt;
  if (peer.any.sa_family == AF_INET)
    return ntohs(peer.v4.sin_port);
  if (peer.any.sa_family == AF_INET6)
    return ntohs(peer.v6.sin6_port);
  return std::nullopt;
}

/// Calls `use` with each of our connections to that port.
template <class Use>
void for_connections(std::uint16_t peer_port, Use use) {
  std::error_code problem;
  for (const auto& entry :
       std::filesystem::directory_iterator("/proc/self/fd", problem)) {
    const auto name = entry.path().filename().string();
    int descriptor = -1;
    std::from_chars(name.data(), name.data() + name.size(), descriptor);
    // By port alone: the name may resolve to other addresses by now, and the
    // options do no harm to a stranger.
    if (descriptor >= 0 && peer_port_of(descriptor) == peer_port)
      use(descriptor);
  }
}

}  // namespace

int tune_connections(std::uint16_t peer_port,
                     std::chrono::milliseconds dead_after) {
  int tuned = 0;
  const auto timeout_ms = static_cast<unsigned>(dead_after.count());
  for_connections(peer_port, [&tuned, timeout_ms](int descriptor) {
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout_ms,
               sizeof timeout_ms);
    if (setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0)
      ++tuned;
  });
  return tuned;
}

std::optional<ConnectionHealth> health_of_connection(std::uint16_t peer_port) {
  // One repetition may be due to a lost packet.
  constexpr int repetitions = 2;
  std::optional<ConnectionHealth> health;
  for_connections(peer_port, [&health](int descriptor) {
    tcp_info info{};
    socklen_t size = sizeof info;
    constexpr auto needed = offsetof(tcp_info, tcpi_rtt) + sizeof info.tcpi_rtt;
    // An emulator of system calls fills in less than a kernel.
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
        size < needed)
      return;
    health = {std::chrono::microseconds(info.tcpi_rtt),
              info.tcpi_retransmits >= repetitions};
  });
  return health;
}

}  // namespace soundcheck
