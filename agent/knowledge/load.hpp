#pragma once

#include <filesystem>

#include "agent/diagnosis/knowledge.hpp"

namespace soundcheck {

/// Reads knowledge.pb. Errors: io, and those of diagnosis::parse_knowledge();
/// each names the file.
Result<diagnosis::Knowledge> load_knowledge(const std::filesystem::path& file);

}  // namespace soundcheck
