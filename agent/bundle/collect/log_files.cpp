#include "agent/bundle/collect/log_files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "agent/bundle/collect/lines.hpp"

namespace soundcheck::bundle {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_files = 24;

/// Closes itself.
class File {
 public:
  // Of a pipe that nobody writes to an open() would wait for ever.
  explicit File(const fs::path& file)
      : descriptor_(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0)
      ::close(descriptor_);
  }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

bool looks_like_a_log(const std::string& name) {
  if (name == "auth.log" || name == "faillog.log")
    return false;
  constexpr std::array<std::string_view, 5> known = {
      "messages", "syslog", "daemon", "debug", "dmesg"};
  return name.ends_with(".log") ||
         std::find(known.begin(), known.end(), name) != known.end();
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::pair<fs::file_time_type, std::string>> found;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    const auto name = entry.path().filename().string();
    std::error_code ignored;
    if (looks_like_a_log(name) && entry.is_regular_file(ignored))
      found.emplace_back(entry.last_write_time(ignored), name);
  }
  std::sort(found.rbegin(), found.rend());
  found.resize(std::min(found.size(), most_files));
  std::vector<std::string> names;
  for (auto& [time, name] : found)
    names.push_back(std::move(name));
  return names;
}

/// Hands over the lines of the last bytes. True: there are more before them.
Result<bool> each_last_line(const fs::path& path,
                            std::size_t max_bytes,
                            Instant deadline,
                            const Lines::Take& take) {
  const File file(path);
  struct stat about {};
  if (file.get() < 0 || ::fstat(file.get(), &about) != 0)
    return Error(Errc::io, std::strerror(errno));
  if (!S_ISREG(about.st_mode))
    return Error(Errc::unsupported, "it is no regular file");
  auto at = std::max<off_t>(0, about.st_size - static_cast<off_t>(max_bytes));
  const bool cut = at > 0;
  bool torn = cut;
  const Lines::Take take_whole = [&](std::string_view line) {
    const bool skip = std::exchange(torn, false);
    return skip || take(line);
  };
  Lines lines(take_whole);
  std::array<char, 8192> bytes{};
  for (;;) {
    if (std::chrono::steady_clock::now() >= deadline)
      return Error(Errc::timeout, "it takes too long");
    const auto count = ::pread(file.get(), bytes.data(), bytes.size(), at);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return Error(Errc::io, std::strerror(errno));
    // A log that grows as fast as we read must not keep us.
    if (count == 0 || at > about.st_size)
      break;
    at += count;
    if (!lines.feed({bytes.data(), static_cast<std::size_t>(count)}))
      return cut;
  }
  lines.finish();
  return cut;
}

}  // namespace

Result<void> read_tail(const fs::path& path, Page& page) {
  const Lines::Take take = [&page](std::string_view line) {
    return page.add(line);
  };
  // What is redacted may be longer, and the newest lines must fit.
  const auto cut =
      each_last_line(path, page.max_bytes() / 4 * 3, page.deadline(), take);
  if (!cut)
    return cut.error();
  if (*cut)
    page.mark_cut();
  return {};
}

Result<std::string> read_last_lines(const fs::path& path,
                                    std::size_t max_bytes,
                                    Instant deadline) {
  std::string lines;
  const Lines::Take take = [&lines](std::string_view line) {
    (lines += line) += '\n';
    return true;
  };
  const auto cut = each_last_line(path, max_bytes, deadline, take);
  if (!cut)
    return cut.error();
  return lines;
}

std::vector<Source> log_files(const fs::path& root,
                              const std::vector<std::string>& names) {
  const auto folder = root / "var/log";
  std::vector<Source> sources;
  for (const auto& name : names.empty() ? names_in(folder) : names) {
    std::string flat = name;
    std::replace(flat.begin(), flat.end(), '/', '-');
    sources.push_back(
        {"logs/" + flat + ".txt", "/var/log/" + name,
         [file = folder / name](Page& page) { return read_tail(file, page); }});
  }
  return sources;
}

}  // namespace soundcheck::bundle
