#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace soundcheck::cloud {

/// "bytes 0-65535/131072": which bytes of how many a body is.
struct ContentRange {
  std::int64_t first, last, total;
};

/// Nothing for what is none, or makes no sense.
std::optional<ContentRange> parse_content_range(std::string_view text);

}  // namespace soundcheck::cloud
