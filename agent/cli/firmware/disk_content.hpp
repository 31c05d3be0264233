#pragma once

#include <filesystem>

#include "probes/board/file_contents.hpp"

namespace soundcheck::cli {

/// Size and hash of a file, under its name here; blocks. A link that leads out
/// of `root` (empty: of nowhere) is refused, for it would name a file of this
/// machine in place of one of the image. Errors: io, denied ("FILE: ...").
Result<FileContent> content_of(const std::filesystem::path& file,
                               const std::filesystem::path& root);

}  // namespace soundcheck::cli
