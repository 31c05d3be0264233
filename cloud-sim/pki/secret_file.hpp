#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "cloud-sim/result.hpp"

namespace soundcheck::cloud {

enum class Access { secret /* 0600 */, open /* 0644 */ };

/// Writes a file whole or not at all; a secret one is never readable by others,
/// not even for a moment. Errors: denied.
Result<void> write_file(const std::filesystem::path& file,
                        std::string_view content,
                        Access access);
/// Errors: denied (with the system's words), invalid above 16 MiB.
Result<std::string> read_file(const std::filesystem::path& file);
/// Makes a folder that only we may enter (0700). Errors: denied.
Result<void> make_private_folder(const std::filesystem::path& folder);

}  // namespace soundcheck::cloud
