#pragma once

#include <boost/json/object.hpp>

#include "agent/bundle/collect/page.hpp"
#include "soundcheck/v1/report.pb.h"

namespace soundcheck::bundle {

// The fields of a report that leave in a bundle, redacted on the page's
// account.
boost::json::object fields_of(const v1::HealthReport& report, Page& page);
boost::json::object fields_of(const v1::Diagnosis& diagnosis, Page& page);

}  // namespace soundcheck::bundle
