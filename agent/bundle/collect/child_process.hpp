#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/bundle/collect/page.hpp"
#include "probes/board/result.hpp"

namespace soundcheck::bundle {

/// Runs a program without a shell and hands over what it prints, line by line,
/// as long as `take` answers true. It is killed when it takes too long, and
/// when nobody listens any more. Errors: unsupported (there is no such
/// program), timeout, io (it failed, or cannot be started).
Result<void> run_program(const std::vector<std::string>& command,
                         Instant deadline,
                         const std::function<bool(std::string_view)>& take);

/// Whether PATH has it.
bool has_program(const std::string& name);

}  // namespace soundcheck::bundle
