#include "probes/board/linux/crash_files.hpp"

#include <cerrno>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "probes/board/linux/pstore_text.hpp"

namespace soundcheck {

namespace {

constexpr auto* folder = "/sys/fs/pstore/";
/// Others hold consoles and traces, which tell no crash.
constexpr std::string_view prefix = "dmesg-";
constexpr std::size_t max_records = 16;

/// pstore gives a file the time of its record (fs/pstore/inode.c).
std::int64_t written_at(const BoardRoot& root, const std::string& name) {
  struct stat status {};
  const auto path = root.path(folder + name);
  return stat(path.c_str(), &status) == 0 ? status.st_mtime : 0;
}

Result<void> read_record(const BoardRoot& root, CrashRecord& record) {
  record.wall_unix_s = written_at(root, record.name);
  const auto bytes = root.read(folder + record.name);
  if (bytes && *bytes)
    parse_crash_record(**bytes, record);
  else if (!bytes && bytes.error().code == Errc::denied)
    return bytes.error();
  else  // a broken one is a crash all the same, and the same one next time
    record.text = record.name + " of " + std::to_string(record.wall_unix_s);
  return {};
}

std::string read_all(const BoardRoot& root, const char* file) {
  const auto text = root.read(file);
  return text ? text->value_or("") : "";
}

/// Empty where they would be.
std::string why_none_are_kept(const BoardRoot& root) {
  const auto backend = read_all(root, "/sys/module/pstore/parameters/backend");
  if (backend.empty() || backend.starts_with("(null)"))
    return "the kernel has no pstore backend to keep crashes in";
  const auto mounts = read_all(root, "/proc/self/mountinfo");
  if (mounts.find(" /sys/fs/pstore ") == mounts.npos)
    return "pstore is not mounted at /sys/fs/pstore";
  return "";
}

}  // namespace

void read_crashes(const BoardRoot& root, ResetSigns& signs) {
  signs.why_no_crashes = why_none_are_kept(root);
  const auto names = root.list(folder);
  auto done = names ? Result<void>() : names.error();
  for (std::size_t i = 0; done && i < names->size(); ++i) {
    if (!(*names)[i].starts_with(prefix))
      continue;
    auto& record = signs.crashes.emplace_back();
    record.name = (*names)[i];
    if (signs.crashes.size() <= max_records)
      done = read_record(root, record);
    else
      record.kind = CrashRecord::Kind::no_crash;
  }
  if (done)
    return;
  signs.crashes.clear();
  signs.why_no_crashes = to_string(done.error().code);
  signs.why_no_crashes += ": " + done.error().what;
}

Result<void> remove_crashes(const BoardRoot& root,
                            const std::vector<CrashRecord>& crashes) {
  Result<void> result;
  for (const auto& crash : crashes) {
    const auto file = folder + crash.name;
    const auto path = root.path(file);
    if (unlink(path.c_str()) == 0 || errno == ENOENT || !result)
      continue;
    const int reason = errno;
    const bool denied = reason == EACCES || reason == EPERM;
    result = Error(denied ? Errc::denied : Errc::io,
                   file + ": cannot be removed: " +
                       std::generic_category().message(reason));
  }
  return result;
}

}  // namespace soundcheck
