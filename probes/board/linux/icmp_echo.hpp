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
/// timeout. Uses the socket that needs no privilege (ping_group_range), else a
/// raw one. Errors: denied (neither is allowed), unsupported (no such family),
/// cancelled, io.
Result<EchoTally> echo(const HostAddress& host,
                       int count,
                       std::chrono::milliseconds timeout,
                       std::stop_token stop);

/// An echo request with its checksum.
std::vector<std::byte> echo_request(int family,
                                    std::uint16_t id,
                                    std::uint16_t sequence);

/// True when these bytes answer the request with that number. A raw IPv4 socket
/// puts the IP header in front and hears other programs' answers, so it has an
/// `id` to compare; the unprivileged one has none.
bool is_echo_reply(std::span<const std::byte> packet,
                   int family,
                   std::optional<std::uint16_t> raw_id,
                   std::uint16_t sequence);

}  // namespace soundcheck
