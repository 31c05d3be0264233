#pragma once

#include <filesystem>
#include <string>

#include "probes/board/result.hpp"

namespace soundcheck::bundle {

/// The secret by which names of things are made, 32 random bytes in
/// {state folder}/redaction-{tenant}.key (0600), made when it is not there.
/// Removing the file unlinks all later bundles from all earlier ones. Errors:
/// io; denied (others may read it).
Result<std::string> tenant_secret(const std::filesystem::path& state_folder,
                                  const std::string& tenant);

}  // namespace soundcheck::bundle
