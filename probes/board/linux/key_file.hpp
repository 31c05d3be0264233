#pragma once

#include <functional>
#include <string_view>

#include "probes/board/result.hpp"

namespace soundcheck {

using TakeKey = std::function<
    void(std::string_view group, std::string_view key, std::string_view value)>;

/// A key file of GLib: "[group]" and "key=value" lines, as RAUC reads and
/// writes them. Hands out each key in the file's order, so that the last value
/// of a key counts; escapes in values are left as they are. Errors: parse,
/// after the keys before that line.
Result<void> read_key_file(std::string_view text,
                           std::string_view file,
                           const TakeKey& take);

}  // namespace soundcheck
