#include "probes/board/linux/address_claim.hpp"

#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

#include "probes/board/linux/arp_socket.hpp"
#include "probes/board/linux/stoppable_poll.hpp"

namespace soundcheck {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

// As many as RFC 5227 sends (PROBE_NUM), but closer together; a station that
// sleeps hears broadcasts within some beacons.
constexpr int probes = 3;
constexpr auto spacing = 300ms;

bool hears_claim(ArpSocket& socket, const Ipv4Bytes& address) {
  while (const auto message = socket.receive()) {
    if (claims(*message, address, socket.own()))
      return true;
  }
  return false;
}

Result<bool> ask_link(const Ipv4Bytes& sender,
                      const Ipv4Bytes& wanted,
                      const std::string& interface_name,
                      const std::stop_token& stop) {
  auto socket = ArpSocket::open(interface_name);
  if (!socket)
    return socket.error();
  for (int i = 0; i < probes && !stop.stop_requested(); ++i) {
    const auto asked = socket->ask(sender, wanted);
    if (!asked)
      return asked.error();
    const auto until = steady_clock::now() + spacing;
    pollfd readable{socket->descriptor(), POLLIN, 0};
    while (poll_until({&readable, 1}, until, stop)) {
      if (hears_claim(*socket, wanted))
        return true;
    }
  }
  if (stop.stop_requested())
    return Error(Errc::cancelled, "stopped");
  return false;
}

/// The address that packets to `host` would come from; sends nothing.
std::optional<Ipv4Bytes> own_address_towards(const Ipv4Bytes& host) {
  sockaddr_in peer{}, own{};
  peer.sin_family = AF_INET;
  peer.sin_port = htons(9);  // any will do
  std::memcpy(&peer.sin_addr, host.data(), host.size());
  socklen_t size = sizeof own;
  const FileDescriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&peer),
                sizeof peer) != 0 ||
      ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&own), &size) !=
          0)
    return std::nullopt;
  Ipv4Bytes address;
  std::memcpy(address.data(), &own.sin_addr, address.size());
  return address;
}

}  // namespace

Result<bool> address_claimed(const std::string& address,
                             const std::string& interface_name,
                             const std::stop_token& stop) {
  const auto wanted = ipv4_bytes(address);
  if (!wanted)
    return Error(Errc::io, "not an IPv4 address");
  // Without an address of its own the question claims none (RFC 5227, 2.1).
  return ask_link({}, *wanted, interface_name, stop);
}

Result<bool> answers_arp(const std::string& address,
                         const std::string& interface_name,
                         const std::stop_token& stop) {
  const auto wanted = ipv4_bytes(address);
  if (!wanted)
    return Error(Errc::unsupported, "not an IPv4 address");
  const auto own = own_address_towards(*wanted);
  if (!own)
    return Error(Errc::io, "no way to " + address);
  return ask_link(*own, *wanted, interface_name, stop);
}

}  // namespace soundcheck
