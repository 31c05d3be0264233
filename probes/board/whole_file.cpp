#include "probes/board/whole_file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace soundcheck {

namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

Error unreadable(const std::filesystem::path& file, int reason) {
  return Error(Errc::io, file.string() + ": cannot be read: " +
                             std::generic_category().message(reason));
}

}  // namespace

// Not with <fstream>: its locales take a sixth of a daemon that is linked with
// a static libstdc++.
Result<std::string> read_whole_file(const std::filesystem::path& file,
                                    std::size_t max_bytes) {
  const std::unique_ptr<std::FILE, Close> in(std::fopen(file.c_str(), "rbe"));
  if (!in)
    return unreadable(file, errno);
  std::string bytes;
  std::array<char, 4096> chunk;
  for (;;) {
    const auto count = std::fread(chunk.data(), 1, chunk.size(), in.get());
    bytes.append(chunk.data(), count);
    if (bytes.size() > max_bytes)
      return Error(Errc::parse, file.string() + ": longer than " +
                                    std::to_string(max_bytes) + " bytes");
    if (count == chunk.size())
      continue;
    if (std::ferror(in.get()) != 0)
      return unreadable(file, errno);
    return bytes;
  }
}

}  // namespace soundcheck
