#pragma once

#include "agent/remedies/rules.hpp"
#include "agent/store/connection.hpp"

namespace soundcheck::remedies {

// The journal of remedies: the last 64. Errors: io.

/// A new line, or in place of the one with the same id.
Result<void> write_attempt(Connection& connection, const Attempt& attempt);
/// Oldest first.
Result<void> read_attempts(Connection& connection, std::vector<Attempt>& all);

}  // namespace soundcheck::remedies
