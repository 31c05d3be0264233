#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "probes/board/linux/host_address.hpp"
#include "probes/board/result.hpp"

namespace soundcheck {

struct EchoTally {
  int sent = 0;
  int received = 0;
  std::optional<std::chrono::microseconds> median;
};

/// Sends `count` echo requests, each after the answer to the last or its
/// timeout. Errors: denied, unsupported (no such family), cancelled, io.
Result<EchoTally> echo(const HostAddress& host,
                       int count,
                       std::chrono::milliseconds timeout,
                       std::stop_token stop);

/// Of both IP and ICMP together, without options.
constexpr std::size_t ipv4_echo_headers = 28;
constexpr std::size_t echo_payload = 16;  ///< where the size does not matter

/// An echo request with its checksum.
std::vector<std::byte> echo_request(int family,
                                    std::uint16_t id,
                                    std::uint16_t sequence,
                                    std::size_t payload_bytes = echo_payload);

/// The number of the request that these bytes answer. A raw IPv4 socket puts
/// the IP header in front and hears other programs' answers, so it has an id to
/// compare; the unprivileged one has none.
std::optional<std::uint16_t> echo_reply_sequence(
    std::span<const std::byte> packet,
    int family,
    std::optional<std::uint16_t> raw_id);

/// Their median; nothing when there are none.
std::optional<std::chrono::microseconds> median_of(
    std::vector<std::chrono::microseconds> times);

}  // namespace soundcheck
