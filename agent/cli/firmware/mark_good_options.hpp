#pragma once

#include "agent/cli/firmware/firmware_options.hpp"

namespace soundcheck::cli {

/// Adds `mark-good` to the command `firmware`; `options` outlives it.
CLI::App* add_mark_good(CLI::App& parent, FirmwareOptions& options);

}  // namespace soundcheck::cli
