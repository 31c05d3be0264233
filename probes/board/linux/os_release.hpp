#pragma once

#include <map>
#include <string>
#include <string_view>

#include "probes/board/result.hpp"

namespace soundcheck {

/// os-release(5): shell-like assignments. The last one of a key counts.
/// Errors: parse.
Result<std::map<std::string, std::string, std::less<>>> parse_os_release(
    std::string_view text,
    std::string_view file);

}  // namespace soundcheck
