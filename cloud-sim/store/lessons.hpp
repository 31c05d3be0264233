#pragma once

#include <string>
#include <vector>

#include "cloud-sim/store/records.hpp"
#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

/// One confirmed case: a fault that a speaker certainly had, and what its
/// probes found while it had it.
struct Lesson {
  std::int64_t id = 0;  ///< rises
  std::string device;
  std::string fault_id;
  std::string source;  ///< of the findings: "report:12", "command:ab.."
  UnixMs at_ms = 0;    ///< when it was confirmed
  std::vector<std::string> present, absent;  ///< ids of findings
};

/// False when nothing was stored: this device's same source, or another case of
/// the same fault within a day, is there. The device's oldest above the limit
/// go.
bool insert_lesson(Sqlite& db, const Lesson& lesson, const StoreLimits& limits);
/// Oldest first, ids above `after`.
std::vector<Lesson> list_lessons(Sqlite& db, std::int64_t after);

}  // namespace soundcheck::cloud
