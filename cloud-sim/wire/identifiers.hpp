#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace soundcheck::cloud {

/// `bytes` random bytes from OpenSSL, as twice as many hex digits. Throws
/// std::runtime_error when the system has no randomness, which no caller can
/// go on from.
std::string random_hex(std::size_t bytes);

std::string sha256_hex(std::string_view bytes);

std::string to_hex(std::string_view bytes);

}  // namespace soundcheck::cloud
