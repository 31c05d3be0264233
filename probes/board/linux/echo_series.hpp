#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <stop_token>
#include <vector>

#include "probes/board/linux/host_address.hpp"
#include "probes/board/path.hpp"

namespace soundcheck {

/// See Path::echo(); blocking, and waits a second for the last answers.
/// Errors: denied, unsupported, cancelled, io.
Result<std::vector<EchoSeries>> echo_series(std::span<const HostAddress> hosts,
                                            int count,
                                            std::chrono::milliseconds interval,
                                            const std::stop_token& stop);

/// See Path::pass(); blocking. Errors: denied, unsupported, cancelled, io.
Result<std::vector<Passage>> pass_sizes(const HostAddress& host,
                                        std::span<const std::size_t> sizes,
                                        const std::stop_token& stop);

}  // namespace soundcheck
