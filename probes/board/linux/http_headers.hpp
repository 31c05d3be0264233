#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace soundcheck {

/// The few headers of a response that are looked at. Lines come one by one; a
/// new status line forgets those of an interim response before it.
struct HttpHeaders {
  std::string location;          ///< at most 2048 bytes
  std::int64_t date_unix_s = 0;  ///< 0 when absent or not a date

  void take_line(std::string_view line);
};

}  // namespace soundcheck
