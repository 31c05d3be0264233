#include "agent/cli/firmware/disk_content.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>

#include "probes/board/linux/file_descriptor.hpp"
#include "probes/board/linux/file_hash.hpp"

namespace soundcheck::cli {

namespace fs = std::filesystem;

namespace {

Error unreadable(const fs::path& file, const std::error_code& why) {
  return {Errc::io, file.string() + ": cannot be read: " + why.message()};
}

bool is_below(const fs::path& file, const fs::path& root) {
  return std::mismatch(root.begin(), root.end(), file.begin(), file.end())
             .first == root.end();
}

}  // namespace

Result<FileContent> content_of(const fs::path& file, const fs::path& root) {
  std::error_code failed;
  const auto real = fs::canonical(file, failed);
  if (failed)
    return unreadable(file, failed);
  if (!root.empty() && !is_below(real, fs::canonical(root, failed))) {
    return Error(Errc::denied, file.string() + ": is a link to " +
                                   real.string() + ", which is not below " +
                                   root.string() +
                                   "; list what it leads to in the image");
  }
  const auto last = [] {
    return std::error_code(errno, std::generic_category());
  };
  const FileDescriptor in(::open(real.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat about {};
  if (!in || ::fstat(in.get(), &about) != 0)
    return unreadable(file, last());
  if (!S_ISREG(about.st_mode))
    return Error(Errc::io, file.string() + ": is no regular file");
  const auto size = static_cast<std::uint64_t>(about.st_size);
  const auto hash = hash_file(in.get(), size, {});
  if (!hash)
    return unreadable(file, hash.error());
  return FileContent{file.string(), size, *hash};
}

}  // namespace soundcheck::cli
