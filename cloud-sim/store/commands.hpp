#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cloud-sim/store/records.hpp"
#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

void insert_command(Sqlite& db,
                    const Command& command,
                    const StoreLimits& limits);
/// Writes all that can change after it was made, but not the steps.
void update_command(Sqlite& db, const Command& command);
/// Replaces the step at its position; positions above the limit are ignored.
void put_step(Sqlite& db,
              const std::string& command,
              const Step& step,
              const StoreLimits& limits);

/// With its steps.
std::optional<Command> find_command(Sqlite& db, const std::string& id);
/// Newest first, without those that only open and close sessions.
std::vector<Command> list_commands(Sqlite& db,
                                   const std::string& device,
                                   std::int64_t limit);
/// Those without an end, oldest first; of one device, or of all when empty.
std::vector<Command> unfinished_commands(Sqlite& db, const std::string& device);

}  // namespace soundcheck::cloud
