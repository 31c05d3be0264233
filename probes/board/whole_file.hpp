#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "probes/board/result.hpp"

namespace soundcheck {

/// All that a file holds, whatever kind of file it is. Errors: io ("FILE:
/// cannot be read: REASON"); parse when there is more than `max_bytes`, so that
/// a wrong name such as /dev/zero does not eat the memory.
Result<std::string> read_whole_file(const std::filesystem::path& file,
                                    std::size_t max_bytes);

}  // namespace soundcheck
