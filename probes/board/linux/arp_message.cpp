#include "probes/board/linux/arp_message.hpp"

#include <algorithm>

namespace soundcheck {

namespace {

// Hardware Ethernet, protocol IPv4, and the sizes of their addresses.
constexpr std::array<std::byte, 6> ethernet_ipv4 = {std::byte{0}, std::byte{1},
                                                    std::byte{8}, std::byte{0},
                                                    std::byte{6}, std::byte{4}};
constexpr std::size_t operation_at = 6;
constexpr std::size_t sender_mac_at = 8;
constexpr std::size_t sender_at = 14;
constexpr std::size_t target_at = 24;
constexpr std::size_t message_size = 28;
constexpr std::byte request{1};
constexpr std::byte reply{2};

template <std::size_t size>
std::array<std::byte, size> take(std::span<const std::byte> bytes,
                                 std::size_t at) {
  std::array<std::byte, size> taken;
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), size,
              taken.begin());
  return taken;
}

}  // namespace

std::optional<ArpMessage> parse_arp(std::span<const std::byte> bytes) {
  if (bytes.size() < message_size ||
      !std::equal(ethernet_ipv4.begin(), ethernet_ipv4.end(), bytes.begin()))
    return std::nullopt;
  const auto operation = bytes[operation_at + 1];
  if (bytes[operation_at] != std::byte{0} ||
      (operation != request && operation != reply))
    return std::nullopt;
  return ArpMessage{operation == reply, take<6>(bytes, sender_mac_at),
                    take<4>(bytes, sender_at), take<4>(bytes, target_at)};
}

std::vector<std::byte> arp_request(const MacAddress& own,
                                   const Ipv4Bytes& sender,
                                   const Ipv4Bytes& wanted) {
  std::vector<std::byte> message(message_size);
  std::copy(ethernet_ipv4.begin(), ethernet_ipv4.end(), message.begin());
  message[operation_at + 1] = request;
  std::copy(own.begin(), own.end(), message.begin() + sender_mac_at);
  std::copy(sender.begin(), sender.end(), message.begin() + sender_at);
  std::copy(wanted.begin(), wanted.end(), message.begin() + target_at);
  return message;
}

bool claims(const ArpMessage& message,
            const Ipv4Bytes& address,
            const MacAddress& own) {
  if (message.sender_mac == own)
    return false;
  const bool probes = !message.reply && message.sender == Ipv4Bytes{} &&
                      message.target == address;
  return message.sender == address || probes;
}

}  // namespace soundcheck
