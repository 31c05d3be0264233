#include "probes/board/linux/pstore_text.hpp"

#include <algorithm>
#include <array>

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

constexpr std::size_t max_text_bytes = 8192;
constexpr std::size_t max_line_bytes = 160;

constexpr std::string_view panic_sign = "Kernel panic - not syncing";
/// How ARM and x86 begin to tell of an oops or a lockup.
constexpr std::array<std::string_view, 6> oops_signs = {
    "Unable to handle kernel", "BUG: ",  "kernel BUG at ",
    "Internal error: ",        "Oops: ", "watchdog: BUG: "};

/// The log leaves the kernel in ASCII; what is not is damage.
std::string harmless(std::string_view bytes) {
  std::string text(bytes);
  for (char& c : text) {
    if (c == '\t')
      c = ' ';
    else if (c != '\n' && (c < ' ' || c > '~'))
      c = '?';
  }
  return text;
}

/// "<4>[   12.345678][    T1] Oops: 0002" without its level, time and caller.
std::string_view message_of(std::string_view line) {
  if (line.starts_with('<'))
    line.remove_prefix(std::min(line.find('>') + 1, line.size()));
  while (line.starts_with('[') && line.find(']') != line.npos)
    line.remove_prefix(line.find(']') + 1);
  return trimmed(line);
}

bool is_oops(std::string_view message) {
  return std::any_of(
      oops_signs.begin(), oops_signs.end(),
      [message](auto sign) { return message.starts_with(sign); });
}

struct Headlines {
  std::string_view panic, oops;
};

/// The first of each: what follows is often a consequence.
Headlines headlines_of(std::string_view record) {
  Headlines found;
  TextLines lines(record, "");
  while (const auto line = lines.next()) {
    const auto message = message_of(*line).substr(0, max_line_bytes);
    if (found.panic.empty() && message.starts_with(panic_sign))
      found.panic = message;
    if (found.oops.empty() && is_oops(message))
      found.oops = message;
  }
  return found;
}

CrashRecord::Kind kind_of(std::string_view record, const Headlines& found) {
  using Kind = CrashRecord::Kind;
  constexpr std::array<std::pair<std::string_view, Kind>, 7> reasons = {
      {{"Panic#", Kind::panic},
       {"Oops#", Kind::oops},
       {"Emergency#", Kind::no_crash},
       {"Shutdown#", Kind::no_crash},
       // Before Linux 5.8 in place of "Shutdown".
       {"Restart#", Kind::no_crash},
       {"Halt#", Kind::no_crash},
       {"Poweroff#", Kind::no_crash}}};
  for (const auto& [word, kind] : reasons) {
    if (record.starts_with(word))
      return kind;
  }
  if (!found.panic.empty())
    return Kind::panic;
  return found.oops.empty() ? Kind::unreadable : Kind::oops;
}

std::string_view end_of(std::string_view record) {
  if (record.size() <= max_text_bytes)
    return record;
  const auto cut = record.size() - max_text_bytes;
  const auto line = record.find('\n', cut);
  const bool has_lines = line != record.npos && line + 1 < record.size();
  return record.substr(has_lines ? line + 1 : cut);
}

}  // namespace

void parse_crash_record(std::string_view bytes, CrashRecord& record) {
  const auto found = headlines_of(bytes);
  record.kind = kind_of(bytes, found);
  record.headline = harmless(found.panic);
  // A panic that an oops led to says no more than that.
  if (!found.panic.empty() && !found.oops.empty())
    record.headline += "; ";
  record.headline += harmless(found.oops);
  record.text = harmless(end_of(bytes));
}

}  // namespace soundcheck
