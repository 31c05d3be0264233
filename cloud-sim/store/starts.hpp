#pragma once

#include <string>
#include <vector>

#include "cloud-sim/store/records.hpp"
#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

/// Learns of the start that a report comes from: each has a boot id of its own,
/// and the report says how long ago it was. `at_ms` is when it was measured. A
/// speaker that can name the reason does so in the results of system.resets.
/// The earliest starts above the limit go.
void note_start(Sqlite& db,
                const std::string& device,
                const v1::HealthReport& report,
                UnixMs at_ms,
                const StoreLimits& limits);
/// Newest first. An orderly stop after which other firmware runs is an update.
std::vector<Start> list_starts(Sqlite& db,
                               const std::string& device,
                               std::int64_t limit);

}  // namespace soundcheck::cloud
