#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cloud-sim/store/case_records.hpp"
#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

struct CaseFilter {
  std::string device;  ///< empty for all
  std::string level;   ///< "l1", "l2", or empty for both
  std::optional<bool> open;
  std::int64_t limit = 100;
};

/// Returns its id. The oldest closed ones above the limit go.
std::int64_t insert_case(Sqlite& db,
                         const Case& record,
                         const StoreLimits& limits);
/// Writes all that can change after it was opened.
void update_case(Sqlite& db, const Case& record);
std::optional<Case> find_case(Sqlite& db, std::int64_t id);
/// There is at most one per device and fault; "" is the fault not named yet.
std::optional<Case> find_open_case(Sqlite& db,
                                   const std::string& device,
                                   const std::string& fault_id);
/// Of one device, oldest first.
std::vector<Case> open_cases(Sqlite& db, const std::string& device);
/// Open ones first, the most severe first among them, then newest first.
std::vector<Case> list_cases(Sqlite& db, const CaseFilter& filter);
/// Those that the device confirmed at or before `until_ms`, still open.
std::vector<Case> cases_confirmed_until(Sqlite& db, UnixMs until_ms);

/// Adds one event. `ref` names what happened within the case: a second event of
/// the same ref is none. Returns whether it was new. Above the limit the oldest
/// reports go, then the oldest of all but how the case was opened.
bool add_case_event(Sqlite& db,
                    std::int64_t case_id,
                    const std::string& ref,
                    UnixMs at_ms,
                    const std::string& kind,
                    const boost::json::object& data,
                    const StoreLimits& limits);
/// Oldest first.
std::vector<CaseEvent> list_case_events(Sqlite& db, std::int64_t case_id);

}  // namespace soundcheck::cloud
