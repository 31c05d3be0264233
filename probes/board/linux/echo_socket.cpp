#include "probes/board/linux/echo_socket.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

#include "probes/board/linux/icmp_echo.hpp"

namespace soundcheck {

namespace {

Error error_of(int error) {
  const auto text = "ICMP: " + std::generic_category().message(error);
  const bool denied = error == EACCES || error == EPERM;
  const bool absent = error == EAFNOSUPPORT || error == EPROTONOSUPPORT;
  return {denied ? Errc::denied : absent ? Errc::unsupported : Errc::io, text};
}

/// A raw socket hears the answers to all others, too; by this it knows its own.
std::uint16_t next_id() {
  static std::atomic<std::uint16_t> given = 0;
  return static_cast<std::uint16_t>(::getpid() + given++);
}

}  // namespace

EchoSocket::EchoSocket(FileDescriptor descriptor, int family, bool raw)
    : descriptor_(std::move(descriptor)),
      family_(family),
      raw_(raw),
      id_(next_id()) {}

Result<EchoSocket> EchoSocket::open(const HostAddress& host) {
  const int family = host.family();
  const int protocol = family == AF_INET ? static_cast<int>(IPPROTO_ICMP)
                                         : static_cast<int>(IPPROTO_ICMPV6);
  constexpr int flags = SOCK_CLOEXEC | SOCK_NONBLOCK;
  bool raw = false;
  FileDescriptor descriptor(::socket(family, SOCK_DGRAM | flags, protocol));
  if (!descriptor) {
    raw = true;
    descriptor = FileDescriptor(::socket(family, SOCK_RAW | flags, protocol));
  }
  // Connected, it hears that host only, and of its errors.
  if (!descriptor)
    return error_of(errno);
  if (::connect(descriptor.get(), host.get(), host.size) != 0 &&
      errno != ENETUNREACH && errno != EHOSTUNREACH) {
    return error_of(errno);
  }
  return EchoSocket(std::move(descriptor), family, raw);
}

void EchoSocket::forbid_fragments() {
  const bool v4 = family_ == AF_INET;
  static_assert(IP_PMTUDISC_PROBE == IPV6_PMTUDISC_PROBE);
  const int never = IP_PMTUDISC_PROBE;
  ::setsockopt(descriptor_.get(), v4 ? IPPROTO_IP : IPPROTO_IPV6,
               v4 ? IP_MTU_DISCOVER : IPV6_MTU_DISCOVER, &never, sizeof never);
}

int EchoSocket::send(std::uint16_t sequence, std::size_t payload_bytes) {
  const auto request = echo_request(family_, id_, sequence, payload_bytes);
  const auto sent =
      ::send(descriptor_.get(), request.data(), request.size(), MSG_NOSIGNAL);
  return sent < 0 ? errno : 0;
}

std::optional<EchoSocket::Heard> EchoSocket::receive() {
  std::array<std::byte, 2048> packet;
  const auto size = ::recv(descriptor_.get(), packet.data(), packet.size(), 0);
  if (size < 0 && (errno == EAGAIN || errno == EINTR))
    return std::nullopt;
  if (size < 0)
    return Heard{std::nullopt, errno};
  const auto raw_id = raw_ ? std::optional(id_) : std::nullopt;
  return Heard{
      echo_reply_sequence({packet.data(), static_cast<std::size_t>(size)},
                          family_, raw_id),
      0};
}

}  // namespace soundcheck
