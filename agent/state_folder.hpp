#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "agent/assist/audit.hpp"
#include "agent/store/database.hpp"
#include "probes/board/clock.hpp"

namespace soundcheck {

/// Held by one process at a time; the kernel lets go of it with the process.
class FolderLock {
 public:
  /// Makes the folder, for the owner alone, where it is missing. Errors: busy
  /// (another process holds it), io.
  static Result<FolderLock> take(const std::filesystem::path& folder);

  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

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
