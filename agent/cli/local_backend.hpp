#pragma once

#include <memory>

#include "agent/cli/backend.hpp"
#include "agent/cli/options.hpp"
#include "agent/diagnosis/knowledge.hpp"

namespace soundcheck::cli {

/// Everything that the daemon would do for `list`, `run` and `diagnose`, done
/// by this process. `knowledge` outlives it. Errors: io, parse (profile).
Result<std::unique_ptr<Backend>> make_local_backend(
    const Options& options,
    const diagnosis::Knowledge& knowledge);

}  // namespace soundcheck::cli
