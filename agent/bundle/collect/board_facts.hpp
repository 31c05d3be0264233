#pragma once

#include <filesystem>

#include "agent/bundle/collect/source.hpp"
#include "agent/config.hpp"

namespace soundcheck::bundle {

/// Versions of all that runs, the clock and the load, field by field.
Source versions(const Config& config);

/// What soundcheckd says of itself now, and its last diagnosis. Errors: io,
/// timeout (no daemon answers).
Source daemon_status(const std::filesystem::path& socket);

}  // namespace soundcheck::bundle
