#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "probes/board/resolver.hpp"

namespace soundcheck {

/// Asks one server for the A and AAAA records of `name`; blocking. Neither
/// /etc/hosts nor a cache nor another server has a say. The duration is that to
/// the first address, or to the end when there is none. Errors: cancelled, io.
Result<DnsAnswer> ask_dns_server(const std::string& server,
                                 const std::string& name,
                                 std::chrono::milliseconds timeout,
                                 const std::stop_token& stop);

}  // namespace soundcheck
