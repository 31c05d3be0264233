#pragma once

#include <boost/json.hpp>

#include "cloud-sim/store/case_records.hpp"
#include "cloud-sim/store/quality.hpp"

namespace soundcheck::cloud {

// Cases as the API's objects (openapi.json).

boost::json::object to_json(const Case& record);
boost::json::object to_json(const CaseEvent& event);
boost::json::object to_json(const Quality& quality);

}  // namespace soundcheck::cloud
