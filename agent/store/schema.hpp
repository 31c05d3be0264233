#pragma once

#include "agent/store/database.hpp"

namespace soundcheck {

/// Every table of {state_dir}/agent.db.
const Database::Schema& agent_schema();

}  // namespace soundcheck
