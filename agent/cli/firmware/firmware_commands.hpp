#pragma once

#include <iosfwd>

#include "agent/cli/exit_code.hpp"
#include "agent/cli/firmware/firmware_options.hpp"

namespace soundcheck::cli {

/// Does what `soundcheck firmware ...` was asked; answers on `out`, problems on
/// `err` and with --json also on `out`.
Exit execute_firmware(const FirmwareOptions& options,
                      std::ostream& out,
                      std::ostream& err);

}  // namespace soundcheck::cli
