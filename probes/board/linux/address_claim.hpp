#pragma once

#include <stop_token>
#include <string>

#include "probes/board/result.hpp"

namespace soundcheck {

// Both block, for a second when nobody answers. Errors: denied (needs
// CAP_NET_RAW), unsupported (no ARP there), io, cancelled.

/// See Network::claimed().
Result<bool> address_claimed(const std::string& address,
                             const std::string& interface_name,
                             const std::stop_token& stop);

/// Whether another host on the link says that it has this IPv4 address. Nobody
/// reaches a host that does not (RFC 826), whatever else it drops, and the
/// kernel would take eight seconds to find out.
Result<bool> answers_arp(const std::string& address,
                         const std::string& interface_name,
                         const std::stop_token& stop);

}  // namespace soundcheck
