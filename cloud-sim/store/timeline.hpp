#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "cloud-sim/store/records.hpp"
#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

/// Adds one event; the oldest above the limit go.
void add_event(Sqlite& db,
               const std::string& device,
               UnixMs at_ms,
               const std::string& kind,
               const boost::json::object& data,
               const StoreLimits& limits);
/// Newest first.
std::vector<TimelineEvent> list_events(Sqlite& db,
                                       const std::string& device,
                                       std::int64_t limit);

}  // namespace soundcheck::cloud
