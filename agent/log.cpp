#include "agent/log.hpp"

#include <array>
#include <cstdlib>
#include <ctime>
#include <unistd.h>

namespace soundcheck::log {

namespace {

struct Level {
  std::string_view priority;  ///< sd-daemon(3)
  std::string_view word;
};

constexpr Level error_level{"<3>", " error: "};
constexpr Level warning_level{"<4>", " warning: "};
constexpr Level info_level{"<6>", " info: "};
constexpr Level debug_level{"<7>", " debug: "};

// Set once, before there are other threads.
bool show_debug = false;
bool journal_reads = false;

std::string local_time() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  std::tm parts{};
  ::localtime_r(&now.tv_sec, &parts);
  std::array<char, 32> text{};
  const auto size = std::strftime(text.data(), text.size(), "%F %T.", &parts);
  const auto thousand_and_more = std::to_string(1000 + now.tv_nsec / 1'000'000);
  return std::string(text.data(), size) + thousand_and_more.substr(1);
}

/// In one piece, because several threads may do so at once. An error is
/// nobody's business: there is no second place to write it to.
void write_line(const Level& level, std::string_view what) {
  std::string line;
  if (journal_reads)
    line += level.priority;
  else
    line.append(local_time()).append(level.word);
  line.append(what) += '\n';
  if (::write(STDERR_FILENO, line.data(), line.size()) < 0)
    return;
}

}  // namespace

void start(bool verbose) {
  show_debug = verbose;
  journal_reads = std::getenv("JOURNAL_STREAM") != nullptr;
}

void debug(std::string_view what) {
  if (show_debug)
    write_line(debug_level, what);
}

void info(std::string_view what) {
  write_line(info_level, what);
}

void warning(std::string_view what) {
  write_line(warning_level, what);
}

void error(std::string_view what) {
  write_line(error_level, what);
}

}  // namespace soundcheck::log
