#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soundcheck::cli {

/// "2026-07-01" (its first second) or "2026-07-01T12:30:00Z", in seconds since
/// 1970; nothing for all else.
std::optional<std::int64_t> parse_utc(std::string_view text);
/// The shorter of the two that says it all.
std::string utc_text(std::int64_t unix_s);

}  // namespace soundcheck::cli
