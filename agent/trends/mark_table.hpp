#pragma once

#include <optional>
#include <string>

#include "agent/store/connection.hpp"
#include "agent/trends/marks.hpp"

namespace soundcheck {

// One row for each thing whose change makes a history begin anew: what it is
// now, and since when. Errors: io.

/// The order is that of numbers in files.
enum class MarkKind { firmware, access_point, boot };

struct Mark {
  std::string value;
  std::int64_t since_s = 0;  ///< 0: as long as anybody has looked
};

Result<std::optional<Mark>> read_mark(Connection& connection, MarkKind kind);

/// Writes only what has changed.
Result<void> keep_mark(Connection& connection,
                       MarkKind kind,
                       const std::string& value,
                       std::int64_t now_s);
Result<void> keep_marks(Connection& connection,
                        const Marks& marks,
                        std::int64_t now_s);

}  // namespace soundcheck
