#pragma once

#include "agent/diagnosis/knowledge.hpp"

namespace soundcheck::diagnosis {

/// The part of check() that is about chances: priors, leaks, links, needs,
/// suspicions and limits. Ids are checked already. Errors: parse.
Result<void> check_numbers(const Knowledge& knowledge);

}  // namespace soundcheck::diagnosis
