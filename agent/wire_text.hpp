#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace soundcheck {

/// `text` as a proto3 string may carry it: bytes that are not UTF-8 become
/// '?', and it ends before the character that would exceed `max_bytes`. A
/// receiver throws a whole message away for one wrong byte, and our texts
/// repeat what kernels, mixers and servers said.
std::string wire_text(std::string_view text, std::size_t max_bytes);

/// Whether a proto3 string may carry `text` as it is.
bool is_wire_text(std::string_view text);

}  // namespace soundcheck
