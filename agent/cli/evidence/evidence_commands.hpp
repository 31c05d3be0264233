#pragma once

#include <iosfwd>

#include "agent/cli/evidence/evidence_options.hpp"
#include "agent/cli/exit_code.hpp"

namespace soundcheck::cli {

/// Does what `soundcheck replay` or `soundcheck knowledge ...` was asked;
/// answers on `out`, problems on `err` and with --json also on `out`.
Exit execute_evidence(const EvidenceOptions& options,
                      std::ostream& out,
                      std::ostream& err);

}  // namespace soundcheck::cli
