#include "probes/board/linux/identity_files.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <openssl/crypto.h>
#include <sys/stat.h>
#include <system_error>

#include "probes/board/linux/certificates.hpp"
#include "probes/board/linux/file_descriptor.hpp"

namespace soundcheck {

namespace {

/// A whole store of authorities has a quarter of it.
constexpr off_t max_bytes = off_t{1024} * 1024;

/// A file that does not stay in memory, for it may hold a key.
struct Text {
  Text() = default;
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;
  ~Text() { OPENSSL_cleanse(bytes.data(), bytes.size()); }

  std::string bytes;
  unsigned mode = 0;
};

Error system_error(const std::string& file) {
  const auto code = errno == EACCES || errno == EPERM ? Errc::denied : Errc::io;
  return {code, file + ": " + std::generic_category().message(errno)};
}

Result<void> read(const std::string& file, Text& text) {
  const FileDescriptor in(
      ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat about {};
  if (!in || ::fstat(in.get(), &about) != 0)
    return system_error(file);
  if (!S_ISREG(about.st_mode))
    return Error(Errc::parse, file + ": is not a regular file");
  if (about.st_size > max_bytes)
    return Error(Errc::parse, file + ": is too large");
  text.mode = about.st_mode & 0777U;
  text.bytes.resize(static_cast<std::size_t>(about.st_size));
  std::size_t filled = 0;
  while (filled < text.bytes.size()) {
    const auto got = ::read(in.get(), text.bytes.data() + filled,
                            text.bytes.size() - filled);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return system_error(file);
    if (got == 0)
      break;
    filled += static_cast<std::size_t>(got);
  }
  text.bytes.resize(filled);
  return {};
}

Result<std::vector<Certificate>> certificates_of(const std::string& file) {
  Text text;
  if (const auto done = read(file, text); !done)
    return done.error();
  auto list = read_certificates(text.bytes);
  if (!list)
    return list.error().during(file);
  return list;
}

/// Every folder on the way lets everybody through.
bool is_within_reach(const std::filesystem::path& file) {
  struct stat about {};
  for (auto folder = std::filesystem::absolute(file).parent_path();;
       folder = folder.parent_path()) {
    if (::stat(folder.c_str(), &about) != 0 || !(about.st_mode & S_IXOTH))
      return false;
    if (folder == folder.parent_path())
      return true;
  }
}

Result<PrivateKey> key_of(const IdentityPaths& paths) {
  Text key;
  Text certificate;
  if (const auto done = read(paths.key_file, key); !done)
    return done.error();
  // Without it no key fits, and what is wrong with it is told of itself.
  (void)read(paths.cert_file, certificate);
  const auto fits = key_fits(key.bytes, certificate.bytes);
  if (!fits)
    return fits.error().during(paths.key_file);
  PrivateKey state;
  state.fits = *fits;
  state.mode = key.mode;
  state.open_to_everybody =
      (key.mode & (S_IROTH | S_IWOTH)) != 0 && is_within_reach(paths.key_file);
  return state;
}

IdentityState read_all(const IdentityPaths& paths) {
  IdentityState state;
  state.device = paths.device;
  state.certificates = certificates_of(paths.cert_file);
  state.key = key_of(paths);
  state.authorities = certificates_of(paths.ca_file);
  return state;
}

}  // namespace

Task<IdentityState> IdentityFiles::state() {
  if (paths_.key_file.empty()) {
    co_return Error(Errc::unsupported,
                    "no cloud is configured, so that no identity is needed");
  }
  const std::function<Result<IdentityState>(std::stop_token)> job =
      [paths = paths_](std::stop_token) -> Result<IdentityState> {
    return read_all(paths);
  };
  co_return co_await run_blocking<IdentityState>(worker_, job);
}

}  // namespace soundcheck
