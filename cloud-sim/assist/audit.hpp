#pragma once

#include <optional>
#include <string>

#include "cloud-sim/assist/audit_chain.hpp"
#include "cloud-sim/store/work.hpp"

namespace soundcheck::cloud {

/// Keeps what a device answered to ReadAudit{from}, when it goes on where what
/// was kept before ends. Otherwise the log was tampered with; that is noted,
/// and the first reason stays.
void take_audit(Work& work,
                const std::string& device,
                std::uint64_t from,
                const std::string& piece);

/// Lines from the first to the last of them.
struct AuditGap {
  std::int64_t first = 0;
  std::int64_t last = 0;
};

/// What is known of a device's log.
struct AuditView {
  std::optional<AuditProblem> problem;
  std::int64_t first = 0;  ///< 0: no line was read yet
  std::int64_t last = 0;
  std::vector<AuditGap> unread;  ///< nobody asked for them
  /// The first line here that does not follow the one before: somebody has
  /// changed what was kept. 0: all follow.
  std::int64_t broken_at = 0;
  std::vector<AuditLine> lines;  ///< the part that was asked for
};

/// Goes over all that is kept once more: who holds the database is not trusted
/// either.
AuditView view_audit(Sqlite& db,
                     const std::string& device,
                     std::int64_t from,
                     std::int64_t limit);

}  // namespace soundcheck::cloud
