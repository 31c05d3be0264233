#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cloud-sim/store/records.hpp"
#include "cloud-sim/store/sqlite.hpp"

namespace soundcheck::cloud {

/// One line of a device's audit log, as the device sent it, without line feed.
struct AuditLine {
  std::int64_t n = 0;
  std::string text;
};

/// Why the log of a device is no longer believed, since when.
struct AuditProblem {
  std::string what;
  UnixMs at_ms = 0;
};

/// A line that is there already is kept; very old ones go.
void put_audit_line(Sqlite& db,
                    const std::string& device,
                    const AuditLine& line);
std::optional<AuditLine> find_audit_line(Sqlite& db,
                                         const std::string& device,
                                         std::int64_t n);
/// 0: none was read yet.
std::int64_t last_audit_line(Sqlite& db, const std::string& device);
/// From number `from` on.
std::vector<AuditLine> list_audit_lines(Sqlite& db,
                                        const std::string& device,
                                        std::int64_t from,
                                        std::int64_t limit);
/// The first one stays.
void put_audit_problem(Sqlite& db,
                       const std::string& device,
                       const AuditProblem& problem);
std::optional<AuditProblem> find_audit_problem(Sqlite& db,
                                               const std::string& device);

}  // namespace soundcheck::cloud
