#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "probes/board/result.hpp"

namespace soundcheck {

/// "0x01 0x02": types A and B of an eMMC's life_time. Errors: parse.
Result<std::pair<int, int>> parse_life_time(std::string_view text,
                                            std::string_view file);

/// "0x01": an eMMC's pre_eol_info. Errors: parse.
Result<int> parse_pre_eol(std::string_view text, std::string_view file);

}  // namespace soundcheck
