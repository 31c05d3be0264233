#pragma once

#include <boost/json.hpp>

#include "cloud-sim/store/records.hpp"

namespace soundcheck::cloud {

// What is stored, as the API's objects (openapi.json).

boost::json::object to_json(const DeviceRow& row);
boost::json::object to_json(const Report& report);
boost::json::object to_json(const LatestResult& latest);
boost::json::object to_json(const Session& session);
boost::json::object to_json(const Command& command);
boost::json::object to_json(const TimelineEvent& event);
boost::json::object to_json(const Start& start);
boost::json::object to_json(const Approval& approval);

/// An event of a device or of a case, whose data is stored as JSON.
template <class Event>
boost::json::object event_json(const Event& event) {
  boost::json::error_code failed;
  auto data = boost::json::parse(event.data, failed);
  if (failed)
    data = boost::json::object{};
  return {{"id", event.id},
          {"at_ms", event.at_ms},
          {"kind", event.kind},
          {"data", std::move(data)}};
}

/// Of a report, or of what a device was asked for, and when that came here.
boost::json::array connection_json(const v1::HealthReport& message,
                                   UnixMs received_ms);

template <class Record>
boost::json::array list_json(const std::vector<Record>& records) {
  boost::json::array out;
  for (const auto& record : records)
    out.emplace_back(to_json(record));
  return out;
}

}  // namespace soundcheck::cloud
