#pragma once

#include <filesystem>
#include <string_view>

#include "probes/board/result.hpp"

namespace soundcheck {

/// Writes a whole file or nothing: beside it, on to the disk, then renamed. A
/// file that was there stays as it was when anything fails. Errors: io, with
/// the file and why.
Result<void> write_file(const std::filesystem::path& file,
                        std::string_view bytes);

/// The same for a file that only we write, in a folder of ours: what a kill
/// leaves of it has always the same name, and the next one takes it over.
Result<void> replace_file(const std::filesystem::path& file,
                          std::string_view bytes);

}  // namespace soundcheck
