#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cloud-sim/store/records.hpp"
#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

void insert_session(Sqlite& db,
                    const Session& session,
                    const StoreLimits& limits);
/// Writes all that can change after it was made.
void update_session(Sqlite& db, const Session& session);
std::optional<Session> find_session(Sqlite& db, const std::string& id);
/// The one that is opening or open; there is at most one per device.
std::optional<Session> live_session(Sqlite& db, const std::string& device);
std::vector<Session> sessions_to_end(Sqlite& db, UnixMs now_ms);

}  // namespace soundcheck::cloud
