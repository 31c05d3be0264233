#include "probes/board/linux/kernel_log.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include "probes/board/linux/log_record.hpp"
#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

constexpr std::string_view log_file = "/dev/kmsg";
constexpr std::string_view syslog_file = "/var/log/messages";
/// The kernel gives one record at a time, and none is longer
/// (CONSOLE_EXT_LOG_MAX).
constexpr std::size_t max_record_bytes = 8192;
constexpr int max_reads = 10'000;
/// Who starts has much to tell; that is no storm.
constexpr std::chrono::seconds starting_up{60};
/// Of syslogd's file at one look; what is beyond is counted by its size.
constexpr std::size_t max_syslog_bytes = std::size_t{64} * 1024;
constexpr unsigned error_level = 3;

}  // namespace

Result<void> KernelLog::open(const BoardRoot& root, Time now) {
  file_ = FileDescriptor(
      ::open(root.path(log_file).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file_) {
    const int error = errno;
    if (error == EACCES || error == EPERM)
      return Error(Errc::denied, "needs CAP_SYSLOG");
    return Error(
        error == ENOENT ? Errc::unsupported : Errc::io,
        std::string(log_file) + ": " + std::generic_category().message(error));
  }
  kernel_.begin(now);
  return {};
}

Result<void> KernelLog::look(const BoardRoot& root, Time now) {
  if (!file_) {
    const auto opened = open(root, now);
    if (!opened)
      return opened;
  }
  const auto read = read_on();
  if (!read)
    return read;
  caught_up_ = true;
  kernel_.look(now);
  look_at_syslog(root, now);
  return {};
}

/// In a storm more may come than can be read. What is left out then, the number
/// of the next record tells.
Result<void> KernelLog::read_on() {
  std::array<char, max_record_bytes> chunk;
  for (int reads = 0; reads < max_reads; ++reads) {
    const auto count = ::read(file_.get(), chunk.data(), chunk.size());
    // EPIPE: what was to be read next is overwritten; read on behind it.
    if (count < 0 && (errno == EINTR || errno == EPIPE))
      continue;
    if (count < 0 && errno != EAGAIN) {
      return Error(Errc::io, std::string(log_file) + ": " +
                                 std::generic_category().message(errno));
    }
    if (count <= 0)
      return {};
    take_lines({chunk.data(), static_cast<std::size_t>(count)});
  }
  lseek(file_.get(), 0, SEEK_END);
  return {};
}

/// A file has whole lines, but a reading of it need not.
void KernelLog::take_lines(std::string_view part) {
  partial_.append(part);
  std::size_t begin = 0;
  for (auto end = partial_.find('\n'); end != partial_.npos;
       end = partial_.find('\n', begin)) {
    take(std::string_view(partial_).substr(begin, end - begin));
    begin = end + 1;
  }
  partial_.erase(0, begin);
  if (partial_.size() > max_record_bytes)
    partial_.clear();
}

/// Lines that begin with a blank continue a record and are no part of its text.
void KernelLog::take(std::string_view line) {
  const auto record = line.starts_with(' ')
                          ? Result<LogRecord>(Error(Errc::parse, ""))
                          : parse_log_record(line, log_file);
  if (!record)
    return;
  const bool gap = next_sequence_ > 0 && record->sequence > next_sequence_;
  const auto unseen = gap ? record->sequence - next_sequence_ : 0;
  next_sequence_ = record->sequence + 1;
  if (caught_up_ && record->since_boot >= starting_up) {
    kernel_.note(log_source(record->text), record->level <= error_level,
                 unseen);
  }
  const auto program =
      record->by_kernel ? killed_for_memory(record->text) : std::nullopt;
  if (program)
    last_kill_ = Kill{std::string(*program), record->since_boot};
}

/// A file that has become shorter was begun anew.
void KernelLog::look_at_syslog(const BoardRoot& root, Time now) {
  std::error_code none;
  const auto size = static_cast<std::int64_t>(
      std::filesystem::file_size(root.path(syslog_file), none));
  if (none)
    return;
  if (syslog_offset_ < 0) {
    syslog_.begin(now);
    syslog_offset_ = size;
  }
  if (size < syslog_offset_)
    syslog_offset_ = 0;
  const auto grown = static_cast<std::size_t>(size - syslog_offset_);
  const auto part = root.read_part(syslog_file, syslog_offset_,
                                   std::min(grown, max_syslog_bytes));
  syslog_offset_ = size;
  if (!part || part->empty() || now < starting_up)
    return syslog_.look(now);
  std::size_t lines = 0;
  TextLines all(*part, syslog_file);
  while (const auto line = all.next()) {
    ++lines;
    syslog_.note(log_source(syslog_text(*line)), false, 0);
  }
  if (grown > part->size())
    syslog_.note("", false, lines * (grown - part->size()) / part->size());
  syslog_.look(now);
}

LogState KernelLog::state(Time now) const {
  auto kernel = kernel_.state(now);
  auto syslog = syslog_.state(now);
  const bool louder = syslog_offset_ >= 0 &&
                      syslog.records_per_minute / syslog.limit_per_minute >
                          kernel.records_per_minute / kernel.limit_per_minute;
  if (!louder)
    return kernel;
  // Its file tells no levels.
  syslog.errors_per_minute = kernel.errors_per_minute;
  return syslog;
}

}  // namespace soundcheck
