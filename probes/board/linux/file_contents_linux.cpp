#include "probes/board/linux/file_contents_linux.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

#include "probes/board/linux/file_descriptor.hpp"
#include "probes/board/linux/file_hash.hpp"
#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

/// What an errno says of a file that cannot be read. dm-verity answers EIO, a
/// file system EBADMSG (ext4, UBIFS: checksum) or EUCLEAN.
FileComparison failure(int error) {
  using enum FileComparison::Result;
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return {missing};
    case EIO:
    case EBADMSG:
    case EUCLEAN:
      return {damaged, error};
    case ENODATA:  // it became shorter meanwhile
      return {other_size};
    default:
      return {unread, error};
  }
}

FileComparison compare_file(const BoardRoot& root,
                            const FileContent& expected,
                            const std::stop_token& stop) {
  using enum FileComparison::Result;
  const FileDescriptor file(open(root.path(expected.name).c_str(),
                                 O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat about {};
  if (!file || fstat(file.get(), &about) != 0)
    return failure(errno);
  if (!S_ISREG(about.st_mode))
    return {other_content};
  if (static_cast<std::uint64_t>(about.st_size) != expected.size_bytes)
    return {other_size};
  const auto hash = hash_file(file.get(), expected.size_bytes, stop);
  if (!hash)
    return failure(hash.error().value());
  return {*hash == expected.sha256 ? same : other_content};
}

}  // namespace

Task<std::vector<FileComparison>> FileContentsLinux::compare(
    const std::vector<FileContent>& files) {
  std::vector<FileComparison> answers(files.size());
  const std::function<Result<void>(std::stop_token)> job =
      [&](std::stop_token stop) -> Result<void> {
    for (std::size_t i = 0; i < files.size(); ++i)
      answers[i] = compare_file(root_, files[i], stop);
    return {};
  };
  const auto done = co_await run_blocking<void>(worker_, job);
  if (!done)
    co_return done.error();
  co_return answers;
}

Result<std::string> FileContentsLinux::first_line(const std::string& path) {
  const auto text = root_.read_required(path);
  if (!text)
    return text.error();
  return std::string(trimmed(text->substr(0, text->find('\n'))));
}

}  // namespace soundcheck
