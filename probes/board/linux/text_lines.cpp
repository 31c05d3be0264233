#include "probes/board/linux/text_lines.hpp"

#include <algorithm>

namespace soundcheck {

namespace {

constexpr std::string_view blanks = " \t\r";

}  // namespace

std::optional<std::string_view> TextLines::next() {
  if (rest_.empty())
    return std::nullopt;
  ++line_;
  const auto end = rest_.find('\n');
  const auto line = rest_.substr(0, end);
  rest_.remove_prefix(end == rest_.npos ? rest_.size() : end + 1);
  return line;
}

Error TextLines::error(std::string_view what) const {
  std::string text(file_);
  // An empty file has no line; people count from one.
  text += ':' + std::to_string(std::max<std::size_t>(line_, 1)) + ": ";
  text += what;
  return {Errc::parse, std::move(text)};
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view around = " \t\r\n";
  const auto first = text.find_first_not_of(around);
  if (first == text.npos)
    return {};
  return text.substr(first, text.find_last_not_of(around) - first + 1);
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  for (;;) {
    const auto first = text.find_first_not_of(blanks);
    if (first == text.npos)
      return found;
    text.remove_prefix(first);
    const auto end = std::min(text.find_first_of(blanks), text.size());
    found.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

std::optional<double> decimal_number(std::string_view text) {
  double value = 0;
  const auto* end = text.data() + text.size();
  const auto [last, error] =
      std::from_chars(text.data(), end, value, std::chars_format::fixed);
  const bool digits = !text.empty() && text.find_first_not_of("-.0123456789") ==
                                           text.npos;  // no "inf", no "nan"
  if (error != std::errc() || last != end || !digits)
    return std::nullopt;
  return value;
}

}  // namespace soundcheck
