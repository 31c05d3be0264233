#include "probes/board/linux/arp_socket.hpp"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <net/ethernet.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <system_error>

namespace soundcheck {

namespace {

Error error_of(int error) {
  if (error == EPERM || error == EACCES)
    return {Errc::denied, "needs CAP_NET_RAW"};
  return {Errc::io, "ARP: " + std::generic_category().message(error)};
}

}  // namespace

Result<ArpSocket> ArpSocket::open(const std::string& interface_name) {
  FileDescriptor descriptor(::socket(
      AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, htons(ETH_P_ARP)));
  if (!descriptor)
    return error_of(errno);
  ifreq request{};
  interface_name.copy(request.ifr_name, IFNAMSIZ - 1);
  if (::ioctl(descriptor.get(), SIOCGIFHWADDR, &request) != 0)
    return error_of(errno);
  if (request.ifr_hwaddr.sa_family != ARPHRD_ETHER)
    return Error(Errc::unsupported, "no ARP on this kind of interface");
  ArpSocket socket(std::move(descriptor));
  std::memcpy(socket.own_.data(), request.ifr_hwaddr.sa_data,
              socket.own_.size());
  auto& everybody = socket.everybody_;
  everybody.sll_family = AF_PACKET;
  everybody.sll_protocol = htons(ETH_P_ARP);
  everybody.sll_ifindex =
      static_cast<int>(::if_nametoindex(interface_name.c_str()));
  everybody.sll_halen = ETH_ALEN;
  std::memset(everybody.sll_addr, 0xff, ETH_ALEN);
  if (::bind(socket.descriptor(), socket.everybody(), sizeof everybody) != 0)
    return error_of(errno);
  return socket;
}

const sockaddr* ArpSocket::everybody() const {
  return reinterpret_cast<const sockaddr*>(&everybody_);
}

Result<void> ArpSocket::ask(const Ipv4Bytes& sender, const Ipv4Bytes& wanted) {
  const auto message = arp_request(own_, sender, wanted);
  if (::sendto(descriptor_.get(), message.data(), message.size(), 0,
               everybody(), sizeof everybody_) < 0)
    return error_of(errno);
  return {};
}

std::optional<ArpMessage> ArpSocket::receive() {
  std::array<std::byte, 128> packet;
  for (;;) {
    const auto size =
        ::recv(descriptor_.get(), packet.data(), packet.size(), 0);
    if (size < 0)
      return std::nullopt;
    const auto message =
        parse_arp({packet.data(), static_cast<std::size_t>(size)});
    if (message)
      return message;
  }
}

std::optional<Ipv4Bytes> ipv4_bytes(const std::string& text) {
  Ipv4Bytes bytes;
  if (::inet_pton(AF_INET, text.c_str(), bytes.data()) != 1)
    return std::nullopt;
  return bytes;
}

}  // namespace soundcheck
