#include "probes/board/linux/address_claim.hpp"

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

}  // namespace

Result<bool> address_claimed(const std::string& address,
                             const std::string& interface_name,
                             const std::stop_token& stop) {
  const auto wanted = ipv4_bytes(address);
  if (!wanted)
    return Error(Errc::io, "not an IPv4 address");
  auto socket = ArpSocket::open(interface_name);
  if (!socket)
    return socket.error();
  for (int i = 0; i < probes && !stop.stop_requested(); ++i) {
    // Without an address of its own the question claims none (RFC 5227, 2.1).
    const auto asked = socket->ask({}, *wanted);
    if (!asked)
      return asked.error();
    const auto until = steady_clock::now() + spacing;
    pollfd readable{socket->descriptor(), POLLIN, 0};
    while (poll_until({&readable, 1}, until, stop)) {
      if (hears_claim(*socket, *wanted))
        return true;
    }
  }
  if (stop.stop_requested())
    return Error(Errc::cancelled, "stopped");
  return false;
}

}  // namespace soundcheck
