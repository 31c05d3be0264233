#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/resets/attribution.hpp"
#include "agent/store/connection.hpp"
#include "probes/board/resets.hpp"

namespace soundcheck {

// The table of starts: the last 64, and the texts of the last four crashes.
// Errors: io.

/// A start that may or may not be in the table yet.
struct Draft {
  Start start;
  std::string crash_text;
  bool is_new = false;    ///< the daemon did not run in this boot before
  bool is_first = false;  ///< the table knows of no earlier one
};

/// Attributes the start of the draft's boot id to the gravest crash that no
/// earlier start was attributed to, or to what else the signs tell, and appends
/// it unless it is there; then the daemon just runs again in its boot. The
/// draft is filled in even when it cannot be written.
Result<void> write_start(Connection& connection,
                         const ResetSigns& signs,
                         Draft& draft);

/// What is learned of a start later.
struct Sequel {
  std::optional<std::int64_t> wall_unix_s;  ///< by a clock that is trusted now
  std::optional<bool> stopped;  ///< the daemon was told to stop, or runs again
};
Result<void> update_start(Connection& connection,
                          const std::string& boot_id,
                          const Sequel& sequel);

/// Oldest first. A reason that a newer agent wrote is an unknown one.
Result<std::vector<Start>> read_starts(Connection& connection);

}  // namespace soundcheck
