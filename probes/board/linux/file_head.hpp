#pragma once

#include <array>
#include <string>
#include <string_view>

namespace soundcheck {

using FileHead = std::array<char, 256>;

/// The begin of a small file, without allocating anything; empty when it cannot
/// be read.
std::string_view head_of(const std::string& file, FileHead& buffer);

}  // namespace soundcheck
