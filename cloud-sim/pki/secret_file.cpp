#include "cloud-sim/pki/secret_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace soundcheck::cloud {
namespace {

constexpr std::uintmax_t max_bytes = 16 * 1024 * 1024;

Error refused(std::string_view doing, const std::filesystem::path& file) {
  return {
      Errc::denied, "file",
      std::string(doing) + " " + file.string() + ": " + std::strerror(errno)};
}

bool write_all(int fd, std::string_view content) {
  while (!content.empty()) {
    const auto written = ::write(fd, content.data(), content.size());
    if (written < 0)
      return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(fd) == 0;
}

}  // namespace

Result<void> write_file(const std::filesystem::path& file,
                        std::string_view content,
                        Access access) {
  const auto fresh = file.string() + ".new";
  ::unlink(fresh.c_str());
  const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                        access == Access::secret ? 0600 : 0644);
  if (fd < 0)
    return refused("writing", file);
  const bool written = write_all(fd, content);
  ::close(fd);
  if (!written || ::rename(fresh.c_str(), file.c_str()) != 0) {
    const auto error = refused("writing", file);
    ::unlink(fresh.c_str());
    return error;
  }
  return {};
}

Result<std::string> read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return refused("reading", file);
  std::error_code failed;
  if (std::filesystem::file_size(file, failed) > max_bytes || failed)
    return Error(Errc::invalid, "file",
                 "reading " + file.string() + ": not a file of ours");
  std::ostringstream content;
  content << in.rdbuf();
  return std::move(content).str();
}

Result<void> make_private_folder(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed)
    return Error(Errc::denied, "file",
                 "making " + folder.string() + ": " + failed.message());
  if (::chmod(folder.c_str(), 0700) != 0)
    return refused("protecting", folder);
  return {};
}

}  // namespace soundcheck::cloud
