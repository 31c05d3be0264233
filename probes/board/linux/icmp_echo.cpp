#include "probes/board/linux/icmp_echo.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <system_error>
#include <unistd.h>

#include "probes/board/linux/file_descriptor.hpp"
#include "probes/board/linux/stoppable_poll.hpp"

namespace soundcheck {

namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;

constexpr std::size_t header_size = 8;
constexpr std::size_t payload_size = 16;

unsigned byte_at(std::span<const std::byte> bytes, std::size_t index) {
  return std::to_integer<unsigned>(bytes[index]);
}

unsigned number_at(std::span<const std::byte> bytes, std::size_t index) {
  return byte_at(bytes, index) << 8 | byte_at(bytes, index + 1);
}

void put_number(std::vector<std::byte>& bytes, std::size_t index, unsigned n) {
  bytes[index] = static_cast<std::byte>(n >> 8);
  bytes[index + 1] = static_cast<std::byte>(n);
}

unsigned internet_checksum(std::span<const std::byte> bytes) {
  unsigned sum = 0;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
    sum += number_at(bytes, i);
  while (sum >> 16)
    sum = (sum & 0xffff) + (sum >> 16);
  return ~sum & 0xffff;
}

Error error_of(int error) {
  const auto text = "ICMP: " + std::generic_category().message(error);
  const bool denied = error == EACCES || error == EPERM;
  const bool absent = error == EAFNOSUPPORT || error == EPROTONOSUPPORT;
  return {denied ? Errc::denied : absent ? Errc::unsupported : Errc::io, text};
}

class EchoSocket {
 public:
  static Result<EchoSocket> open(const HostAddress& host) {
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

  /// The round trip of one request, if it came back.
  std::optional<microseconds> ask(std::uint16_t sequence,
                                  std::chrono::milliseconds timeout,
                                  const std::stop_token& stop) {
    const auto request = echo_request(family_, id_, sequence);
    const auto start = steady_clock::now();
    if (::send(descriptor_.get(), request.data(), request.size(),
               MSG_NOSIGNAL) < 0) {
      return std::nullopt;
    }
    pollfd readable{descriptor_.get(), POLLIN, 0};
    while (poll_until({&readable, 1}, start + timeout, stop)) {
      std::array<std::byte, 1500> packet;
      const auto size =
          ::recv(descriptor_.get(), packet.data(), packet.size(), 0);
      if (size < 0 && errno != EAGAIN && errno != EINTR)
        return std::nullopt;  // "host unreachable" and its like
      const auto length = static_cast<std::size_t>(std::max<ssize_t>(size, 0));
      const auto raw_id = raw_ ? std::optional(id_) : std::nullopt;
      if (is_echo_reply({packet.data(), length}, family_, raw_id, sequence)) {
        return std::chrono::duration_cast<microseconds>(steady_clock::now() -
                                                        start);
      }
    }
    return std::nullopt;
  }

 private:
  EchoSocket(FileDescriptor descriptor, int family, bool raw)
      : descriptor_(std::move(descriptor)),
        family_(family),
        raw_(raw),
        id_(static_cast<std::uint16_t>(::getpid())) {}

  FileDescriptor descriptor_;
  int family_;
  bool raw_;
  std::uint16_t id_;
};

}  // namespace

std::vector<std::byte> echo_request(int family,
                                    std::uint16_t id,
                                    std::uint16_t sequence) {
  std::vector<std::byte> request(header_size + payload_size);
  request[0] = static_cast<std::byte>(family == AF_INET ? ICMP_ECHO
                                                        : ICMP6_ECHO_REQUEST);
  put_number(request, 4, id);
  put_number(request, 6, sequence);
  // The kernel adds that of ICMPv6, which covers the IP addresses too.
  if (family == AF_INET)
    put_number(request, 2, internet_checksum(request));
  return request;
}

bool is_echo_reply(std::span<const std::byte> packet,
                   int family,
                   std::optional<std::uint16_t> raw_id,
                   std::uint16_t sequence) {
  if (raw_id && family == AF_INET) {
    const std::size_t ip_header =
        packet.empty() ? 0 : std::size_t{byte_at(packet, 0) & 0xfU} * 4;
    packet = packet.subspan(std::min(ip_header, packet.size()));
  }
  if (packet.size() < header_size)
    return false;
  const unsigned reply = family == AF_INET ? ICMP_ECHOREPLY : ICMP6_ECHO_REPLY;
  return byte_at(packet, 0) == reply && number_at(packet, 6) == sequence &&
         (!raw_id || number_at(packet, 4) == *raw_id);
}

Result<EchoTally> echo(const HostAddress& host,
                       int count,
                       std::chrono::milliseconds timeout,
                       std::stop_token stop) {
  auto socket = EchoSocket::open(host);
  if (!socket)
    return socket.error();
  EchoTally tally;
  std::vector<microseconds> times;
  for (int i = 0; i < count && !stop.stop_requested(); ++i) {
    ++tally.sent;
    const auto time =
        socket->ask(static_cast<std::uint16_t>(i + 1), timeout, stop);
    if (time)
      times.push_back(*time);
  }
  if (stop.stop_requested())
    return Error(Errc::cancelled, "stopped");
  tally.received = static_cast<int>(times.size());
  if (!times.empty()) {
    const auto middle =
        times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    tally.median = *middle;
  }
  return tally;
}

}  // namespace soundcheck
