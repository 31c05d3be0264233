#include "agent/bundle/tenant_secret.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

namespace soundcheck::bundle {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t secret_bytes = 32;

Error system_error(const fs::path& file) {
  return Error(Errc::io, file.string() + ": " + std::strerror(errno));
}

Result<std::string> read_secret(int descriptor, const fs::path& file) {
  struct stat about {};
  if (::fstat(descriptor, &about) != 0)
    return system_error(file);
  if ((about.st_mode & 077) != 0) {
    return Error(Errc::denied, file.string() +
                                   ": others may read it; chmod 600 it, or "
                                   "remove it for a new one");
  }
  std::string secret(secret_bytes, '\0');
  if (::read(descriptor, secret.data(), secret.size()) !=
      static_cast<ssize_t>(secret.size())) {
    return Error(Errc::io,
                 file.string() + ": is cut short; remove it for a new one");
  }
  return secret;
}

/// What root makes by hand must be of use to the daemon, too.
void give_to_owner_of(const fs::path& folder, int descriptor) {
  struct stat about {};
  if (::geteuid() == 0 && ::stat(folder.c_str(), &about) == 0 &&
      ::fchown(descriptor, about.st_uid, about.st_gid) != 0)
    return;  // then only root can use it, and the daemon says so
}

/// Whole or not at all, and never in the place of one that is there.
Result<std::string> make_secret(const fs::path& file) {
  std::string secret(secret_bytes, '\0');
  if (::getrandom(secret.data(), secret.size(), 0) !=
      static_cast<ssize_t>(secret.size()))
    return system_error("getrandom");
  auto draft = file.string() + ".XXXXXX";
  const int descriptor = ::mkostemp(draft.data(), O_CLOEXEC);  // 0600
  if (descriptor < 0)
    return system_error(file);
  give_to_owner_of(file.parent_path(), descriptor);
  const bool written = ::write(descriptor, secret.data(), secret.size()) ==
                           static_cast<ssize_t>(secret.size()) &&
                       ::fsync(descriptor) == 0;
  ::close(descriptor);
  const bool placed = written && ::link(draft.c_str(), file.c_str()) == 0;
  const int why = errno;
  ::unlink(draft.c_str());
  errno = why;
  if (!placed)
    return system_error(file);
  return secret;
}

}  // namespace

Result<std::string> tenant_secret(const fs::path& state_folder,
                                  const std::string& tenant) {
  const auto file = state_folder / ("redaction-" + tenant + ".key");
  // The second round is for who lost a race about making it.
  for (int round = 0; round < 2; ++round) {
    const int descriptor =
        ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor >= 0) {
      auto secret = read_secret(descriptor, file);
      ::close(descriptor);
      return secret;
    }
    if (errno != ENOENT)
      return system_error(file);
    auto made = make_secret(file);
    if (made || errno != EEXIST)
      return made;
  }
  return system_error(file);
}

}  // namespace soundcheck::bundle
