#include "cloud-sim/hub/nodelay.hpp"

#include <charconv>
#include <filesystem>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <sys/socket.h>

namespace soundcheck::cloud {
namespace {

std::uint16_t peer_port(int fd) {
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  if (::getpeername(fd, reinterpret_cast<sockaddr*>(&peer), &size) != 0)
    return 0;
  if (peer.ss_family == AF_INET)
    return ntohs(reinterpret_cast<sockaddr_in*>(&peer)->sin_port);
  if (peer.ss_family == AF_INET6)
    return ntohs(reinterpret_cast<sockaddr_in6*>(&peer)->sin6_port);
  return 0;
}

}  // namespace

int set_nodelay_towards(std::uint16_t port) {
  int found = 0;
  std::error_code failed;
  for (const auto& entry :
       std::filesystem::directory_iterator("/proc/self/fd", failed)) {
    const auto name = entry.path().filename().string();
    int fd = -1;
    std::from_chars(name.data(), name.data() + name.size(), fd);
    if (fd < 0 || peer_port(fd) != port)
      continue;
    const int on = 1;
    if (::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0)
      ++found;
  }
  return found;
}

}  // namespace soundcheck::cloud
