#pragma once

#include <filesystem>

#include "probes/board/result.hpp"

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

}  // namespace soundcheck
