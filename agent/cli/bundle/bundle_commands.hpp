#pragma once

#include <iosfwd>

#include "agent/cli/bundle/bundle_options.hpp"
#include "agent/cli/exit_code.hpp"

namespace soundcheck::cli {

/// Becomes soundcheck-bundle; returns only when that is not there.
Exit execute_bundle(const BundleOptions& options, std::ostream& err);

}  // namespace soundcheck::cli
