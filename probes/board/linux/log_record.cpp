#include "probes/board/linux/log_record.hpp"

#include <algorithm>

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

constexpr std::size_t max_name_bytes = 24;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_plain(std::string_view name) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  return !name.empty() && name.size() <= max_name_bytes && is_letter(name[0]) &&
         name.find_first_not_of(allowed) == name.npos;
}

/// Which of several it is: "", "[812]", " 1-1" or " (mmcblk0)". A second word
/// without a number makes it a sentence, which may name anybody.
bool is_number_of_one(std::string_view behind) {
  const bool one_word = behind.find(' ', 1) == behind.npos;
  return behind.empty() ||
         (one_word && behind.find_first_of("0123456789") != behind.npos);
}

/// What stands before a mark, and takes it and the mark away.
std::string_view take_until(std::string_view& rest, char mark) {
  const auto end = std::min(rest.find(mark), rest.size());
  const auto part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

}  // namespace

Result<LogRecord> parse_log_record(std::string_view line,
                                   std::string_view file) {
  auto rest = line;
  auto head = take_until(rest, ';');
  const auto priority = number<unsigned>(take_until(head, ','));
  const auto sequence = number<std::uint64_t>(take_until(head, ','));
  const auto time_us = number<std::int64_t>(take_until(head, ','));
  if (!priority || !sequence || !time_us || *time_us < 0)
    return TextLines(line, file).error("must be a record of the kernel's log");
  LogRecord record;
  record.sequence = *sequence;
  record.level = *priority & 7;
  record.by_kernel = *priority >> 3 == 0;
  record.since_boot = std::chrono::milliseconds(*time_us / 1000);
  record.text = rest;
  return record;
}

std::string_view log_source(std::string_view text) {
  const auto colon = text.find(": ");
  if (colon == text.npos)
    return {};
  const auto before = text.substr(0, colon);
  const auto end = std::min(before.find_first_of(" [("), before.size());
  const auto name = before.substr(0, end);
  const auto behind = before.substr(end);
  return is_plain(name) && is_number_of_one(behind) ? name : std::string_view();
}

std::string_view syslog_text(std::string_view line) {
  // "Nov 26 10:00:00 " has a fixed width, the host behind it has not.
  constexpr std::size_t time_bytes = 16;
  if (line.size() <= time_bytes || line[3] != ' ' || line[9] != ':' ||
      line[12] != ':' || line[15] != ' ')
    return {};
  auto rest = line.substr(time_bytes);
  take_until(rest, ' ');
  // busybox syslogd tells facility and level, too: "user.info".
  const auto word = rest.substr(0, rest.find(' '));
  if (word.find('.') != word.npos && !word.ends_with(':'))
    take_until(rest, ' ');
  return rest;
}

std::optional<std::string_view> killed_for_memory(std::string_view text) {
  constexpr std::string_view mark = "ut of memory: Killed process ";
  const auto found = text.find(mark);
  // Only the kernel's own beginnings: "Out of memory", "Memory cgroup out ...".
  if (found == text.npos || found > 16)
    return std::nullopt;
  text.remove_prefix(found + mark.size());
  const auto open = text.find(" (");
  const auto close = text.find(')', std::min(open, text.size()));
  if (open == text.npos || close == text.npos)
    return std::nullopt;
  const auto name = text.substr(open + 2, close - open - 2);
  return is_plain(name) ? name : std::string_view();
}

}  // namespace soundcheck
