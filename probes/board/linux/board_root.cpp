#include "probes/board/linux/board_root.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include "probes/board/linux/file_descriptor.hpp"

namespace soundcheck {

namespace {

constexpr std::size_t max_bytes = std::size_t{1024} * 1024;

bool means_absent(int error) {
  return error == ENOENT || error == ENOTDIR || error == EOPNOTSUPP;
}

Error error_of(std::string_view file, int error) {
  const auto code = error == EACCES || error == EPERM ? Errc::denied : Errc::io;
  return {code,
          std::string(file) + ": " + std::generic_category().message(error)};
}

}  // namespace

std::filesystem::path BoardRoot::path(std::string_view absolute) const {
  return root_ / std::filesystem::path(absolute).relative_path();
}

Result<std::optional<std::string>> BoardRoot::read(
    std::string_view absolute) const {
  using Text = std::optional<std::string>;
  const FileDescriptor file(
      open(path(absolute).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) {
    if (means_absent(errno))
      return Text();
    return error_of(absolute, errno);
  }
  std::string text;
  std::array<char, 4096> chunk;
  for (;;) {
    const auto count = ::read(file.get(), chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0 && means_absent(errno))
      return Text();
    if (count < 0)
      return error_of(absolute, errno);
    if (count == 0)
      return Text(std::move(text));
    text.append(chunk.data(), static_cast<std::size_t>(count));
    if (text.size() > max_bytes)
      return Error(Errc::parse, std::string(absolute) + ": longer than 1 MiB");
  }
}

Result<std::string> BoardRoot::read_required(std::string_view absolute) const {
  auto text = read(absolute);
  if (!text)
    return text.error();
  if (!*text)
    return Error(Errc::unsupported, std::string(absolute) + ": not there");
  return std::move(**text);
}

Result<std::string> BoardRoot::read_part(std::string_view absolute,
                                         std::int64_t offset,
                                         std::size_t size) const {
  const FileDescriptor file(
      open(path(absolute).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file && means_absent(errno))
    return Error(Errc::unsupported, std::string(absolute) + ": not there");
  if (!file || lseek(file.get(), offset, offset < 0 ? SEEK_END : SEEK_SET) < 0)
    return error_of(absolute, errno);
  std::string part(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const auto count = ::read(file.get(), part.data() + done, size - done);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0 && errno != EIO && errno != EBADMSG)
      return error_of(absolute, errno);
    if (count <= 0)
      break;
    done += static_cast<std::size_t>(count);
  }
  part.resize(done);
  return part;
}

Result<std::vector<std::string>> BoardRoot::list(
    std::string_view absolute) const {
  std::error_code error;
  std::vector<std::string> names;
  std::filesystem::directory_iterator entry(path(absolute), error);
  for (; !error && entry != std::filesystem::directory_iterator();
       entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error && !means_absent(error.value()))
    return error_of(absolute, error.value());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace soundcheck
