#pragma once

#include "probes/board/linux/rtnetlink_messages.hpp"
#include "probes/board/result.hpp"

namespace soundcheck {

// The kernel's network tables; blocking. Errors: denied, io, timeout.

Result<NetworkState> read_network_tables();
/// Nothing when the kernel has no entry for that host.
Result<std::optional<Neighbour>> read_neighbour(
    const std::string& address,
    const std::string& interface_name);

/// Makes the kernel ask a neighbour that it knows again now, instead of relying
/// on its last answer. Errors: denied (it needs CAP_NET_ADMIN), io (no entry).
Result<void> doubt_neighbour(const std::string& address,
                             const std::string& interface_name);

}  // namespace soundcheck
