#pragma once

#include <boost/json.hpp>

#include "cloud-sim/assist/audit.hpp"
#include "cloud-sim/store/records.hpp"

namespace soundcheck::cloud {

/// What a verb that reads was answered with, as the API says it.
boost::json::object answer_json(const Command& command);
boost::json::object to_json(const AuditView& view);

}  // namespace soundcheck::cloud
