#pragma once

#include <string>

#include "cloud-sim/store/sqlite.hpp"

namespace soundcheck::cloud {

/// Forgets what a device has told and what was done to it: reports, results,
/// history, bundles, cases, sessions, commands, its audit log, its timeline.
/// Its enrolment stays, and the counter by which it knows an old command.
/// Returns how many records there were.
std::int64_t erase_records(Sqlite& db, const std::string& device);

}  // namespace soundcheck::cloud
