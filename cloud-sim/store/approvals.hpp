#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cloud-sim/store/records.hpp"
#include "cloud-sim/store/schema.hpp"
#include "cloud-sim/store/sqlite.hpp"

namespace soundcheck::cloud {

struct ApprovalFilter {
  std::string device;         ///< empty for all
  bool only_waiting = false;  ///< else the decided ones, too
  std::int64_t limit = 100;
};

/// The oldest decided ones above the limit go.
void insert_approval(Sqlite& db,
                     const Approval& approval,
                     const StoreLimits& limits);
/// Writes what was decided.
void update_approval(Sqlite& db, const Approval& approval);
std::optional<Approval> find_approval(Sqlite& db, const std::string& id);
/// Newest first.
std::vector<Approval> list_approvals(Sqlite& db, const ApprovalFilter& filter);
/// Who signs this command beside the first; empty for any other command.
std::string second_operator_of(Sqlite& db, const std::string& command);

}  // namespace soundcheck::cloud
