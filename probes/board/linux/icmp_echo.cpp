#include "probes/board/linux/icmp_echo.hpp"

#include <algorithm>
#include <netinet/icmp6.h>
#include <netinet/ip_icmp.h>

#include "probes/board/linux/echo_socket.hpp"
#include "probes/board/linux/stoppable_poll.hpp"

namespace soundcheck {

namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;

constexpr std::size_t header_size = 8;

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

/// The round trip of one request, if it came back.
std::optional<microseconds> round_trip(EchoSocket& socket,
                                       std::uint16_t sequence,
                                       std::chrono::milliseconds timeout,
                                       const std::stop_token& stop) {
  const auto start = steady_clock::now();
  if (socket.send(sequence, echo_payload) != 0)
    return std::nullopt;
  pollfd readable{socket.descriptor(), POLLIN, 0};
  while (poll_until({&readable, 1}, start + timeout, stop)) {
    while (const auto heard = socket.receive()) {
      if (heard->error != 0)
        return std::nullopt;  // "host unreachable" and its like
      if (heard->sequence == sequence) {
        return std::chrono::duration_cast<microseconds>(steady_clock::now() -
                                                        start);
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::byte> echo_request(int family,
                                    std::uint16_t id,
                                    std::uint16_t sequence,
                                    std::size_t payload_bytes) {
  std::vector<std::byte> request(header_size + payload_bytes);
  request[0] = static_cast<std::byte>(family == AF_INET ? ICMP_ECHO
                                                        : ICMP6_ECHO_REQUEST);
  put_number(request, 4, id);
  put_number(request, 6, sequence);
  // The kernel adds that of ICMPv6, which covers the IP addresses too.
  if (family == AF_INET)
    put_number(request, 2, internet_checksum(request));
  return request;
}

std::optional<std::uint16_t> echo_reply_sequence(
    std::span<const std::byte> packet,
    int family,
    std::optional<std::uint16_t> raw_id) {
  if (raw_id && family == AF_INET) {
    const std::size_t ip_header =
        packet.empty() ? 0 : std::size_t{byte_at(packet, 0) & 0xfU} * 4;
    packet = packet.subspan(std::min(ip_header, packet.size()));
  }
  if (packet.size() < header_size)
    return std::nullopt;
  const unsigned reply = family == AF_INET ? ICMP_ECHOREPLY : ICMP6_ECHO_REPLY;
  const bool ours = byte_at(packet, 0) == reply &&
                    (!raw_id || number_at(packet, 4) == *raw_id);
  if (!ours)
    return std::nullopt;
  return static_cast<std::uint16_t>(number_at(packet, 6));
}

std::optional<microseconds> median_of(std::vector<microseconds> times) {
  if (times.empty())
    return std::nullopt;
  const auto middle =
      times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
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
        round_trip(*socket, static_cast<std::uint16_t>(i + 1), timeout, stop);
    if (time)
      times.push_back(*time);
  }
  if (stop.stop_requested())
    return Error(Errc::cancelled, "stopped");
  tally.received = static_cast<int>(times.size());
  tally.median = median_of(std::move(times));
  return tally;
}

}  // namespace soundcheck
