#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

/// Runs a program to its end, on the calling thread: `words` are its absolute
/// path and its arguments, no shell sees them. It gets a process group and a
/// small environment of its own, and nothing of the daemon's but standard
/// output and error, whose last words are kept. One that takes too long, or is
/// stopped, is killed with its group; what it left running at its own end is
/// not, because a service that was restarted is such a thing. Errors: io (it
/// cannot be started, or ended badly), timeout, cancelled.
Result<void> run_command(const std::vector<std::string>& words,
                         std::chrono::seconds patience,
                         const std::stop_token& stop);

}  // namespace soundcheck
