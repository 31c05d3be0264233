#include "probes/board/linux/process_stat.hpp"

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

// Places behind the name, which may hold anything, blanks and brackets too.
constexpr std::size_t state_at = 0;
constexpr std::size_t parent_at = 1;
constexpr std::size_t session_at = 3;
constexpr std::size_t terminal_at = 4;
constexpr std::size_t buried_faults_at = 8;
constexpr std::size_t threads_at = 17;

}  // namespace

Result<ProcessStat> parse_process_stat(std::string_view text,
                                       std::string_view file) {
  TextLines lines(text, file);
  const auto wrong = [&lines] {
    (void)lines.next();
    return lines.error("must be the stat of a process");
  };
  const auto open = text.find(" (");
  const auto close = text.rfind(')');
  if (open == text.npos || close == text.npos || close < open + 2)
    return wrong();
  const auto fields = words(text.substr(close + 1));
  if (fields.size() <= threads_at || fields[state_at].size() != 1)
    return wrong();

  const auto pid = number<int>(text.substr(0, open));
  const auto parent = number<int>(fields[parent_at]);
  const auto session = number<int>(fields[session_at]);
  const auto terminal = number<int>(fields[terminal_at]);
  const auto faults = number<std::uint64_t>(fields[buried_faults_at]);
  const auto threads = number<int>(fields[threads_at]);
  if (!pid || *pid < 1 || !parent || !session || !terminal || !faults ||
      !threads) {
    return wrong();
  }
  ProcessStat stat;
  stat.pid = *pid;
  stat.program = text.substr(open + 2, close - open - 2);
  stat.state = fields[state_at][0];
  stat.parent = *parent;
  stat.session = *session;
  stat.terminal = *terminal;
  stat.buried_faults = *faults;
  stat.threads = *threads;
  return stat;
}

}  // namespace soundcheck
