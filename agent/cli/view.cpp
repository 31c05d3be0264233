#include "agent/cli/view.hpp"

#include <ostream>
#include <string_view>

#include "agent/cli/print.hpp"

namespace soundcheck::cli {

namespace {

constexpr std::string_view wipe_line = "\r\x1b[K";

std::size_t bytes_of_character(unsigned char first) {
  if (first < 0x80)
    return 1;
  if (first < 0xe0)
    return 2;
  return first < 0xf0 ? 3 : 4;
}

}  // namespace

std::string cut_to(const std::string& text, unsigned columns) {
  unsigned used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto bytes = bytes_of_character(static_cast<unsigned char>(text[at]));
    const unsigned width = bytes >= 3 ? 2 : 1;
    if (used + width > columns)
      break;
    used += width;
    at += bytes;
  }
  return text.substr(0, at);
}

View::View(std::ostream& out,
           std::ostream* terminal,
           const Options& options,
           unsigned columns)
    : out_(out), terminal_(terminal), options_(options), columns_(columns) {}

void View::show(const v1::Progress& progress) {
  if (progress.has_finished()) {
    wipe();
    results_.push_back(progress.finished());
    if (!options_.json) {
      print_result_line(out_, progress.finished(), options_.language);
      out_.flush();
    }
    return;
  }
  if (!terminal_)
    return;
  const auto line =
      '[' + std::to_string(progress.probe_index() + 1) + '/' +
      std::to_string(progress.probe_count()) + "] " + progress.probe_id() +
      "  " + std::to_string(static_cast<int>(progress.fraction() * 100)) +
      " %  " + printable(progress.step());
  *terminal_ << wipe_line << cut_to(line, columns_) << std::flush;
  line_shown_ = true;
}

void View::wipe() {
  if (line_shown_)
    *terminal_ << wipe_line << std::flush;
  line_shown_ = false;
}

void View::finish() {
  wipe();
}

}  // namespace soundcheck::cli
