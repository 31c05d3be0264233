#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cloud-sim/result.hpp"
#include "cloud-sim/store/audit_lines.hpp"

namespace soundcheck::cloud {

/// The lines of a piece of a device's audit log. Each carries its number and
/// the SHA-256 of the line before, so that none can be edited, left out or
/// moved. Errors: invalid, with what is wrong and where.
Result<std::vector<AuditLine>> lines_of(std::string_view piece);

/// Whether the lines follow one another, and the first of them follows `before`
/// when that is there; the first line of all follows none. Errors: invalid.
Result<void> check_chain(const std::optional<AuditLine>& before,
                         const std::vector<AuditLine>& lines);

}  // namespace soundcheck::cloud
