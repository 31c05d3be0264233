#pragma once

#include <iosfwd>

#include "agent/cli/exit_code.hpp"
#include "agent/cli/firmware/firmware_options.hpp"
#include "agent/cli/firmware/health_gate.hpp"

namespace soundcheck::cli {

/// `soundcheck firmware mark-good --when-healthy`: waits for the daemon and for
/// what has to work, then has the running slot marked good. Good: it is marked.
/// Bad: it is not, and why. Configuration: there is no way to mark it.
Exit mark_good(const FirmwareOptions& options,
               std::ostream& out,
               std::ostream& err);

/// How it ended; what firmware_text prints.
struct MarkGood {
  std::vector<Requirement> requirements;
  std::vector<std::string> command;
  double waited_s = 0;
  bool marked = false;
  std::string problem;  ///< of marking itself
};

}  // namespace soundcheck::cli
