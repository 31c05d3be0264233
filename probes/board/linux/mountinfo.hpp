#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck {

struct Mount {
  std::string mount_point;  ///< octal escapes already undone
  std::string type;
  std::string source;
  std::string device;      ///< "179:4": major and minor number
  bool read_only = false;  ///< of this mount or of the file system behind it
  bool asked_read_only = false;  ///< of this mount
};

/// /proc/self/mountinfo (proc(5)). A mount that hides an earlier one at the
/// same place replaces it. Errors: parse.
Result<std::vector<Mount>> parse_mountinfo(std::string_view text,
                                           std::string_view file);

}  // namespace soundcheck
