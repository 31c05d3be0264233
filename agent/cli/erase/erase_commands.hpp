#pragma once

#include <iosfwd>

#include "agent/cli/erase/erase_options.hpp"
#include "agent/cli/exit_code.hpp"

namespace soundcheck::cli {

Exit execute_erase(const EraseOptions& options,
                   std::ostream& out,
                   std::ostream& err);

}  // namespace soundcheck::cli
