#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cloud-sim/store/records.hpp"
#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

struct DeviceFilter {
  std::string text;      ///< part of an id or model
  std::string state;     ///< empty for all
  std::string fault;     ///< a fault id, "any", "none", or empty for all
  std::string firmware;  ///< empty for all
};

struct FleetSummary {
  std::int64_t devices = 0;
  std::int64_t online = 0;
  std::int64_t with_fault = 0;
};

/// Makes the row when there is none; a model that is given replaces the old.
void register_device(Sqlite& db,
                     const std::string& id,
                     const std::string& tenant,
                     const std::string& model);
std::optional<DeviceRow> find_device(Sqlite& db, const std::string& id);
/// Those with a fault first, worst first, then by id.
std::vector<DeviceRow> list_devices(Sqlite& db, const DeviceFilter& filter);
FleetSummary summarise(Sqlite& db);

/// Writes all but the diagnosis, which has its own rule below.
void update_device(Sqlite& db, const DeviceRow& row);
void store_presence(Sqlite& db,
                    const std::string& device,
                    const v1::DevicePresence& presence);
v1::DevicePresence load_presence(Sqlite& db, const std::string& device);

/// Kept only when it is not older than the one that is there. True when kept.
bool store_diagnosis(Sqlite& db,
                     const std::string& device,
                     const v1::Diagnosis& diagnosis,
                     UnixMs at_ms);
std::optional<v1::Diagnosis> load_diagnosis(Sqlite& db,
                                            const std::string& device);
void store_result(Sqlite& db,
                  const std::string& device,
                  const v1::ProbeResult& result,
                  UnixMs at_ms,
                  const StoreLimits& limits);
std::vector<LatestResult> load_results(Sqlite& db, const std::string& device);

/// The next counter for OpenSession: above every one ever used on this device,
/// and not below the clock, so that it rises even over a lost database.
std::int64_t take_open_counter(Sqlite& db,
                               const std::string& device,
                               UnixMs now_ms);

}  // namespace soundcheck::cloud
