#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "agent/assist/audit.hpp"
#include "agent/folder_lock.hpp"
#include "agent/store/database.hpp"
#include "probes/board/clock.hpp"

namespace soundcheck {

/// What survives the daemon, below its state folder. A speaker whose storage is
/// full, read-only or broken still checks and reports itself, so trouble here
/// is told and worked around: reports live in memory then, and remote commands
/// are refused, since nobody could later see that they were given.
struct StateFolder {
  /// Errors: busy, when another daemon has the folder.
  static Result<StateFolder> open(const std::filesystem::path& folder,
                                  const Clock& clock);

  std::unique_ptr<FolderLock> lock;
  std::unique_ptr<Database> database;
  bool lasting = true;  ///< the database is not one in memory
  std::unique_ptr<assist::AuditLog> audit;
  std::vector<std::string> troubles;  ///< for the log
};

}  // namespace soundcheck
