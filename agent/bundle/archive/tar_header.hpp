#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace soundcheck::bundle {

inline constexpr std::size_t tar_block = 512;

/// The header of a regular file in POSIX.1-1988 ("ustar"). `name` of at most
/// 100 bytes; a longer one is cut.
std::array<char, tar_block> tar_header(std::string_view name,
                                       std::size_t bytes,
                                       std::int64_t unix_s);

/// How many zeros follow a file of that size.
std::size_t tar_padding(std::size_t bytes);

}  // namespace soundcheck::bundle
