#include "agent/assist/audit_file.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>

#include "probes/board/whole_file.hpp"

namespace soundcheck::assist {

namespace fs = std::filesystem;

namespace {

constexpr mode_t only_we_read = 0600;
/// Far above what it may grow to.
constexpr std::size_t most_bytes = std::size_t{64} * 1024 * 1024;

fs::path beside(const fs::path& file, std::string_view suffix) {
  return file.string() + std::string(suffix);
}

Error system_error(const fs::path& file) {
  return Error(Errc::io,
               file.string() + ": " + std::generic_category().message(errno));
}

/// A file that is not there is empty.
Result<std::string> read_whole(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(file, ignored))
    return std::string();
  return read_whole_file(file, most_bytes);
}

std::optional<Link> read_record(const fs::path& file) {
  const auto text = read_whole(beside(file, ".end"));
  return text ? from_record(*text) : std::nullopt;
}

/// A power cut loses only what nobody was told to be on disk: lines after the
/// recorded end, and at the very least the line that has no end.
bool explained_by_power_cut(const Scan& scan,
                            std::string_view text,
                            const std::optional<Link>& recorded) {
  if (recorded)
    return scan.last.number >= recorded->number;
  return text.find('\n', scan.sound_bytes) == text.npos;
}

/// A new name in a folder is on disk only when the folder is.
void sync_folder_of(const fs::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path() : ".";
  const Descriptor descriptor(
      ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor)
    ::fsync(descriptor.get());
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR)
      return false;
    bytes.remove_prefix(
        static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
  }
  return true;
}

}  // namespace

Result<std::unique_ptr<AuditFile>> AuditFile::open(fs::path file,
                                                   AuditLog::Limits limits,
                                                   const Moment& moment) {
  std::unique_ptr<AuditFile> log(new AuditFile(std::move(file), limits));
  if (auto done = log->recover(moment); !done)
    return done.error().during("opening the audit log");
  return log;
}

Result<void> AuditFile::recover(const Moment& moment) {
  const auto text = read_whole(file_);
  if (!text)
    return text.error();
  const auto recorded = read_record(file_);
  const auto scan = scan_chain(*text, recorded);
  if (scan.lines == 0) {
    // Perhaps the power went while the older lines were put away.
    const auto older = read_whole(beside(file_, ".1"));
    auto end = scan_chain(older ? *older : "", recorded);
    end.sound_bytes = 0;  // of this file
    if (end.lines > 0 && end.broken_line == 0 &&
        explained_by_power_cut(end, *text, recorded))
      return continue_after(end.last, moment);
  }
  if (scan.broken_line == 0) {
    last_ = scan.last;
    return open_for_append();
  }
  if (!text->empty() && explained_by_power_cut(scan, *text, recorded))
    return cut(scan, text->size() - scan.sound_bytes, moment);
  const auto problem =
      "line " + std::to_string(scan.broken_line) + ": " + scan.problem;
  return start_afresh(problem, moment);
}

/// The file has no line yet; a torn first one may be there.
Result<void> AuditFile::continue_after(const Link& last, const Moment& moment) {
  last_ = last;
  if (auto opened = open_for_append(); !opened)
    return opened;
  if (bytes_ > 0 && ::ftruncate(log_.get(), 0) != 0)
    return system_error(file_);
  bytes_ = 0;
  return write_line({.kind = AuditKind::log_continued}, moment);
}

Result<void> AuditFile::cut(const Scan& scan,
                            std::size_t torn_bytes,
                            const Moment& moment) {
  if (::truncate(file_.c_str(), static_cast<off_t>(scan.sound_bytes)) != 0)
    return system_error(file_);
  last_ = scan.last;
  if (auto opened = open_for_append(); !opened)
    return opened;
  AuditEvent event{.kind = AuditKind::log_recovered};
  event.detail =
      std::to_string(torn_bytes) + " bytes of a torn end were cut off";
  return write_line(event, moment);
}

Result<void> AuditFile::start_afresh(std::string_view problem,
                                     const Moment& moment) {
  const auto aside = beside(file_, ".broken");
  std::error_code failed;
  if (fs::exists(file_, failed))
    fs::rename(file_, aside, failed);
  if (failed)
    return Error(Errc::io, file_.string() + ": " + failed.message());
  last_ = Link();
  if (auto opened = open_for_append(); !opened)
    return opened;
  AuditEvent event{.kind = AuditKind::log_put_aside};
  event.detail = problem;
  return write_line(event, moment);
}

Result<void> AuditFile::open_for_append() {
  constexpr int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW;
  log_ = Descriptor(::open(file_.c_str(), flags | O_APPEND, only_we_read));
  struct stat about {};
  if (!log_ || ::fstat(log_.get(), &about) != 0)
    return system_error(file_);
  bytes_ = static_cast<std::uint64_t>(about.st_size);
  const auto record = beside(file_, ".end");
  record_ = Descriptor(::open(record.c_str(), flags, only_we_read));
  if (!record_)
    return system_error(record);
  sync_folder_of(file_);
  return {};
}

Result<void> AuditFile::put_older_lines_away(const Moment& moment) {
  const auto older = beside(file_, ".1");
  if (::rename(file_.c_str(), older.c_str()) != 0)
    return system_error(file_);
  if (auto opened = open_for_append(); !opened)
    return opened;
  return write_line({.kind = AuditKind::log_continued}, moment);
}

Result<void> AuditFile::append(const AuditEvent& event, const Moment& moment) {
  if (bytes_ >= limits_.max_file_bytes) {
    if (auto done = put_older_lines_away(moment); !done)
      return done.error().during("writing the audit log");
  }
  if (auto done = write_line(event, moment); !done)
    return done.error().during("writing the audit log");
  return {};
}

Result<void> AuditFile::write_line(const AuditEvent& event,
                                   const Moment& moment) {
  const auto line = chain_line(last_, event, moment);
  if (!write_all(log_.get(), line + '\n') || ::fdatasync(log_.get()) != 0) {
    const auto error = system_error(file_);
    // Half a line would break the chain for the next one.
    if (::ftruncate(log_.get(), static_cast<off_t>(bytes_)) != 0)
      return error.during("and the torn line stays");
    return error;
  }
  bytes_ += line.size() + 1;
  last_ = link_of(last_.number + 1, line);
  // Not synced: an older record is as true as this one, it only misses less.
  const auto record = to_record(last_);
  if (::pwrite(record_.get(), record.data(), record.size(), 0) !=
      static_cast<ssize_t>(record.size()))
    return system_error(beside(file_, ".end"));
  return {};
}

Result<std::string> AuditFile::read(std::uint64_t from,
                                    std::size_t limit) const {
  auto text = read_whole(file_);
  if (!text)
    return text.error();
  const auto scan = scan_chain(*text, last_);
  if (scan.broken_line != 0) {
    return Error(Errc::parse, file_.filename().string() + ':' +
                                  std::to_string(scan.broken_line) + ": " +
                                  scan.problem);
  }
  if (from == 0)
    from = last_.number - std::min<std::uint64_t>(limit, last_.number) + 1;
  auto first = last_.number - scan.lines + 1;
  // A first line that has one before it continues the older file.
  if (from < first && first > 1) {
    const auto older = read_whole(beside(file_, ".1"));
    if (older) {
      first -= static_cast<std::uint64_t>(
          std::count(older->begin(), older->end(), '\n'));
      text->insert(0, *older);
    }
  }
  const auto skipped = std::min(from, last_.number) - std::min(from, first);
  return lines_of(*text, skipped, limit);
}

Result<AuditSummary> verify_audit(const fs::path& file) {
  std::error_code failed;
  if (!fs::exists(file, failed))
    return Error(Errc::io, file.string() + ": there is no such file");
  const auto text = read_whole(file);
  if (!text)
    return text.error();
  const auto scan = scan_chain(*text, read_record(file));
  if (scan.broken_line != 0) {
    return Error(Errc::parse, file.string() + ':' +
                                  std::to_string(scan.broken_line) + ": " +
                                  scan.problem);
  }
  return AuditSummary{scan.lines, scan.last.number, scan.last.hash};
}

}  // namespace soundcheck::assist
