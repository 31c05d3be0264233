#pragma once

#include <string>
#include <vector>

#include "cloud-sim/store/records.hpp"
#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

/// When it was measured: the device's own time when that can be believed, for
/// a report may have waited in the outbox for days.
UnixMs measured_at(const v1::HealthReport& report, UnixMs received_ms);

/// Stores one report that the ledger has not seen; the oldest above the limit
/// go. Returns its id.
std::int64_t store_report(Sqlite& db,
                          const std::string& device,
                          const v1::HealthReport& message,
                          UnixMs received_ms,
                          const StoreLimits& limits);
/// Newest first, ids below `before`.
std::vector<Report> list_reports(Sqlite& db,
                                 const std::string& device,
                                 std::int64_t before,
                                 std::int64_t limit);
std::int64_t count_reports(Sqlite& db, const std::string& device);

}  // namespace soundcheck::cloud
