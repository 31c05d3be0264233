#include "agent/folder_lock.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace soundcheck {

namespace fs = std::filesystem;

Result<FolderLock> FolderLock::take(const fs::path& folder) {
  std::error_code problem;
  fs::create_directories(folder.parent_path(), problem);
  // The mode counts only for a folder that is made here.
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    return Error(Errc::io, folder.string() + ": " + std::strerror(errno));
  const auto file = folder / "lock";
  const int descriptor =
      ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    return Error(Errc::io, file.string() + ": " + std::strerror(errno));
  FolderLock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    return lock;
  if (errno == EWOULDBLOCK) {
    return Error(Errc::busy, "another soundcheckd works in " + folder.string());
  }
  return Error(Errc::io, file.string() + ": " + std::strerror(errno));
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0)
    close(descriptor_);
}

}  // namespace soundcheck
