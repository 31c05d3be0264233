#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "probes/board/file_contents.hpp"

namespace soundcheck {

/// 64 lower-case digits, as sha256sum prints them.
std::string hex_of(const Sha256& hash);
/// Of either case; nothing for all else.
std::optional<Sha256> parse_sha256(std::string_view text);

}  // namespace soundcheck
