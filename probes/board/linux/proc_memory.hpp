#pragma once

#include "probes/board/result.hpp"
#include "probes/board/system.hpp"

namespace soundcheck {

/// Total, available and swap out of /proc/meminfo; the rest stays as it is.
/// Errors: parse.
Result<MemoryState> parse_meminfo(std::string_view text, std::string_view file);

/// "oom_kill" out of /proc/vmstat; absent before Linux 4.13. Errors: parse.
Result<std::optional<std::uint64_t>> parse_oom_kills(std::string_view text,
                                                     std::string_view file);

}  // namespace soundcheck
