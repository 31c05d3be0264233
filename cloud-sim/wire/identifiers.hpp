#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace soundcheck::cloud {

/// `bytes` random bytes from OpenSSL, as twice as many hex digits. Throws
/// std::runtime_error when the system has no randomness, which no caller can
/// go on from.
std::string random_hex(std::size_t bytes);

std::string sha256_hex(std::string_view bytes);

std::string to_hex(std::string_view bytes);
/// Of either case; nothing for what is none.
std::optional<std::string> from_hex(std::string_view text);

std::string to_base64(std::string_view bytes);
/// Nothing for what is none, or is broken into lines.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace soundcheck::cloud
