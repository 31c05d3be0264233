#include "probes/board/linux/peer_watch.hpp"

#include <algorithm>
#include <cstring>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "probes/board/linux/arp_socket.hpp"
#include "probes/board/linux/peer_book.hpp"
#include "probes/board/linux/stoppable_poll.hpp"

namespace soundcheck {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr int rounds = 13;
constexpr auto round_time = 300ms;
constexpr std::size_t max_asked = 4;  // enough to tell; no scan of the home
constexpr std::uint16_t mdns_port = 5353;
constexpr std::uint32_t mdns_group = 0xe00000fb;  // 224.0.0.251

/// Asks everybody for any service (RFC 6763, 9): "_services._dns-sd._udp.local"
/// of type PTR. Who answers is all that matters, so the answers are not read.
constexpr char mdns_question[] =
    "\0\0\0\0\0\1\0\0\0\0\0\0"
    "\x09_services\x07_dns-sd\x04_udp\x05local\0\0\x0c\0\x01";

/// Devices that speak multicast DNS. Does without where it is not allowed to.
class MdnsSocket {
 public:
  explicit MdnsSocket(const std::string& interface_name)
      : descriptor_(
            ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    const int on = 1;
    ::setsockopt(descriptor_.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    ::setsockopt(descriptor_.get(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    const auto own = address_of(INADDR_ANY);
    // Without the port only what is meant for us is heard.
    static_cast<void>(::bind(descriptor_.get(),
                             reinterpret_cast<const sockaddr*>(&own),
                             sizeof own));
    ip_mreqn group{};
    group.imr_multiaddr.s_addr = htonl(mdns_group);
    group.imr_ifindex =
        static_cast<int>(::if_nametoindex(interface_name.c_str()));
    ::setsockopt(descriptor_.get(), IPPROTO_IP, IP_ADD_MEMBERSHIP, &group,
                 sizeof group);
    ::setsockopt(descriptor_.get(), IPPROTO_IP, IP_MULTICAST_IF, &group,
                 sizeof group);
  }

  void ask() {
    const auto everybody = address_of(mdns_group);
    ::sendto(descriptor_.get(), mdns_question, sizeof mdns_question - 1, 0,
             reinterpret_cast<const sockaddr*>(&everybody), sizeof everybody);
  }
  void hear(PeerBook& book) {
    char packet[1];
    sockaddr_in from{};
    socklen_t size = sizeof from;
    while (::recvfrom(descriptor_.get(), packet, sizeof packet, 0,
                      reinterpret_cast<sockaddr*>(&from), &size) >= 0) {
      Ipv4Bytes host;
      std::memcpy(host.data(), &from.sin_addr, host.size());
      book.hear_from(host);
    }
  }
  int descriptor() const { return descriptor_.get(); }

 private:
  static sockaddr_in address_of(std::uint32_t host) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(mdns_port);
    address.sin_addr.s_addr = htonl(host);
    return address;
  }

  FileDescriptor descriptor_;
};

/// One watch over the link.
struct Watch {
  ArpSocket arp;
  MdnsSocket mdns;
  PeerBook book;
  Ipv4Bytes own;
  steady_clock::time_point start = steady_clock::now();

  PeerBook::Time now() const {
    return std::chrono::duration_cast<PeerBook::Time>(steady_clock::now() -
                                                      start);
  }
  void listen(steady_clock::time_point until, const std::stop_token& stop) {
    pollfd readable[] = {{arp.descriptor(), POLLIN, 0},
                         {mdns.descriptor(), POLLIN, 0}};
    while (poll_until(readable, until, stop)) {
      while (const auto message = arp.receive())
        book.hear(*message, now());
      mdns.hear(book);
    }
  }
  /// Asks those that are known to be there and have not answered yet.
  void ask() {
    std::size_t asked = 0;
    for (const auto& host : book.there(now())) {
      if (!book.answers(host) && asked++ < max_asked)
        (void)arp.ask(own, host);
    }
  }
  Peers result() const {
    Peers peers;
    for (const auto& host : book.there(now())) {
      ++peers.heard;
      peers.answering += book.answers(host) ? 1 : 0;
    }
    return peers;
  }
};

}  // namespace

Result<Peers> watch_peers(const DefaultRoute& route,
                          const std::string& own_address,
                          const std::stop_token& stop) {
  const auto own = ipv4_bytes(own_address);
  const auto router = ipv4_bytes(route.gateway);
  if (!own || !router)
    return Error(Errc::io, "not an IPv4 address");
  auto arp = ArpSocket::open(route.interface_name);
  if (!arp)
    return arp.error();
  const auto own_mac = arp->own();
  Watch watch{std::move(*arp), MdnsSocket(route.interface_name),
              PeerBook(own_mac, *own, *router), *own};
  watch.mdns.ask();
  // One that answers is enough to know; silence needs the whole time.
  for (int i = 0; i < rounds && watch.result().answering == 0; ++i) {
    watch.listen(steady_clock::now() + round_time, stop);
    if (stop.stop_requested())
      break;
    watch.ask();
  }
  if (watch.result().answering == 0)
    watch.listen(steady_clock::now() + round_time, stop);
  if (stop.stop_requested())
    return Error(Errc::cancelled, "stopped");
  return watch.result();
}

}  // namespace soundcheck
