#pragma once

#include <cstdint>
#include <filesystem>

#include "probes/board/firmware_manifest.hpp"

namespace soundcheck::cli {

/// A manifest as people write it, see manifest.example.toml. Sizes and hashes
/// of files come from below `root` (empty: they must be written down), those of
/// a partition from its image. `now_unix_s` is when it is issued unless it says
/// so. Errors: io, parse; the text names file, line, key and what is wrong, one
/// line per problem.
Result<FirmwareManifest> read_manifest_source(const std::filesystem::path& file,
                                              const std::filesystem::path& root,
                                              std::int64_t now_unix_s);

}  // namespace soundcheck::cli
