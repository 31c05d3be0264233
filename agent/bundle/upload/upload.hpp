#pragma once

#include <chrono>
#include <functional>

#include "agent/bundle/upload/http_put.hpp"

namespace soundcheck::bundle {

/// Sends a file, in pieces, until the server has all of it. After a cut it asks
/// how much arrived and goes on from there; it waits longer each time that
/// nothing did. `told` learns how many bytes have arrived.
///
/// Errors: timeout (at the deadline, with the last trouble), denied (the
/// certificate or the token), io (the server refuses, or cannot keep it).
Result<void> upload(HttpPut& http,
                    int descriptor,
                    std::uint64_t total,
                    std::chrono::seconds deadline,
                    const std::function<void(std::uint64_t)>& told);

}  // namespace soundcheck::bundle
