#pragma once

#include <string>

#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud {

/// How long a command may take to reach its device and be answered there.
inline constexpr UnixMs command_lifetime_ms = 2 * 60 * 1000;

/// Sends what may be sent now: nothing to a device that is not online, the
/// OpenSession first, all else once its session is open and its nonce known.
/// Gives each its counter; the counters are on disk before anything is sent.
void release(Work& work, const std::string& device);

/// The broker could not be reached: puts a command back into the queue. It will
/// get a new, higher counter.
void take_back(Work& work, const std::string& command_id);

}  // namespace soundcheck::cloud
