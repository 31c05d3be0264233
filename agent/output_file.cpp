#include "agent/output_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace soundcheck {

namespace {

namespace fs = std::filesystem;

/// Closes the file and, unless it was kept, removes it.
class Draft {
 public:
  /// `fd` may be one that could not be opened.
  Draft(std::string name, int fd) : name_(std::move(name)), fd_(fd) {}
  ~Draft() {
    if (fd_ < 0)
      return;
    ::close(fd_);
    if (!kept_)
      ::unlink(name_.c_str());
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  bool write(std::string_view bytes) {
    while (fd_ >= 0 && !bytes.empty()) {
      const auto written = ::write(fd_, bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR)
        return false;
      bytes.remove_prefix(
          static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    return fd_ >= 0;
  }

  bool keep_as(const fs::path& file) {
    // mkostemp() lets only the owner read; a report is for others, too.
    const auto mask = ::umask(0);
    ::umask(mask);
    kept_ = ::fchmod(fd_, 0666 & ~mask) == 0 && ::fsync(fd_) == 0 &&
            ::rename(name_.c_str(), file.c_str()) == 0;
    return kept_;
  }

 private:
  std::string name_;
  int fd_;
  bool kept_ = false;
};

/// A new name in a folder is on disk only when the folder is.
void sync_folder_of(const fs::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path() : ".";
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return;
  ::fsync(fd);
  ::close(fd);
}

Result<void> finish(Draft&& draft,
                    const fs::path& file,
                    std::string_view bytes) {
  if (!draft.write(bytes) || !draft.keep_as(file))
    return Error(Errc::io, file.string() +
                               ": cannot be written: " + std::strerror(errno));
  sync_folder_of(file);
  return {};
}

}  // namespace

Result<void> write_file(const fs::path& file, std::string_view bytes) {
  auto name = file.string() + ".XXXXXX";
  const int fd = ::mkostemp(name.data(), O_CLOEXEC);
  return finish(Draft(std::move(name), fd), file, bytes);
}

Result<void> replace_file(const fs::path& file, std::string_view bytes) {
  auto name = file.string() + ".new";
  const int fd =
      ::open(name.c_str(),
             O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  return finish(Draft(std::move(name), fd), file, bytes);
}

}  // namespace soundcheck
