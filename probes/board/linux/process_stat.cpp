#include "probes/board/linux/process_stat.hpp"

#include <algorithm>

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

/// Takes the field at one place behind the name; false when it must be a number
/// and is none.
bool take(ProcessStat& stat, int place, std::string_view field) {
  if (place == 0) {
    stat.state = field.front();
    return field.size() == 1;
  }
  std::uint64_t* const wanted = place == 1    ? &stat.parent
                                : place == 3  ? &stat.session
                                : place == 4  ? &stat.terminal
                                : place == 8  ? &stat.buried_faults
                                : place == 11 ? &stat.user_ticks
                                : place == 12 ? &stat.system_ticks
                                : place == 17 ? &stat.threads
                                : place == 19 ? &stat.start_ticks
                                : place == 21 ? &stat.resident_pages
                                              : nullptr;
  if (!wanted)
    return true;
  const auto value = number<std::uint64_t>(field);
  *wanted = value.value_or(0);
  return value.has_value();
}

}  // namespace

Result<ProcessStat> parse_process_stat(std::string_view text,
                                       std::string_view file) {
  constexpr int fields = 22;
  // The name may hold anything, blanks and brackets too.
  const auto open = std::min(text.find(" ("), text.size());
  const auto close = text.rfind(')');
  ProcessStat stat;
  stat.pid = number<std::uint64_t>(text.substr(0, open)).value_or(0);
  int place = 0;
  if (stat.pid > 0 && close != text.npos && close >= open + 2) {
    stat.program = text.substr(open + 2, close - open - 2);
    for (const auto field : words(trimmed(text.substr(close + 1)))) {
      if (place == fields || !take(stat, place, field))
        break;
      ++place;
    }
  }
  if (place == fields)
    return stat;
  return TextLines(text, file).error("must be the stat of a process");
}

}  // namespace soundcheck
