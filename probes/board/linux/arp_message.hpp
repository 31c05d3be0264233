#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace soundcheck {

// ARP for IPv4 over Ethernet and Wi-Fi (RFC 826), without the frame around it.

using MacAddress = std::array<std::byte, 6>;
using Ipv4Bytes = std::array<std::byte, 4>;

struct ArpMessage {
  bool reply = false;
  MacAddress sender_mac{};
  Ipv4Bytes sender{};
  Ipv4Bytes target{};
};

/// Nothing when these bytes are no ARP for IPv4 over Ethernet.
std::optional<ArpMessage> parse_arp(std::span<const std::byte> bytes);

/// Asks who has an address. Without a sender, all zeros, it is a probe, which
/// leaves everybody's tables alone (RFC 5227, 2.1.1).
std::vector<std::byte> arp_request(const MacAddress& own,
                                   const Ipv4Bytes& sender,
                                   const Ipv4Bytes& wanted);

/// Whether somebody else shows that he has, or is about to take, this address.
bool claims(const ArpMessage& message,
            const Ipv4Bytes& address,
            const MacAddress& own);

}  // namespace soundcheck
