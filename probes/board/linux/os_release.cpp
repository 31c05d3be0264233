#include "probes/board/linux/os_release.hpp"

#include <optional>

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

constexpr std::string_view name_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

/// Undoes the shell's quoting as os-release(5) allows it: '...', "..." with
/// backslashes before the shell's special characters, or plain text without
/// blanks. Nothing when a quote stays open or text follows it.
std::optional<std::string> unquoted(std::string_view text) {
  const char quote =
      text.starts_with('"') || text.starts_with('\'') ? text[0] : '\0';
  if (quote)
    text.remove_prefix(1);
  std::string value;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote && c == quote) {
      if (i + 1 != text.size())
        return std::nullopt;
      return value;
    }
    if (c == '\\' && quote != '\'') {
      if (i + 1 == text.size())
        return std::nullopt;
      const bool special = !quote || std::string_view("\"$`\\").find(
                                         text[i + 1]) != std::string_view::npos;
      i += special ? 1 : 0;
    } else if (!quote &&
               std::string_view(" \t\"'`$").find(c) != std::string_view::npos) {
      return std::nullopt;
    }
    value += text[i];
  }
  if (quote)
    return std::nullopt;
  return value;
}

}  // namespace

Result<std::map<std::string, std::string, std::less<>>> parse_os_release(
    std::string_view text,
    std::string_view file) {
  std::map<std::string, std::string, std::less<>> values;
  TextLines lines(text, file);
  while (const auto raw = lines.next()) {
    const auto line = trimmed(*raw);
    if (line.empty() || line.starts_with('#'))
      continue;
    const auto equals = line.find('=');
    const auto name = line.substr(0, equals);
    if (equals == line.npos || name.empty() ||
        name.find_first_not_of(name_characters) != name.npos)
      return lines.error("must be NAME=value");
    auto value = unquoted(line.substr(equals + 1));
    if (!value || value->find('\0') != value->npos)
      return lines.error("the quotes of the value do not match");
    values[std::string(name)] = std::move(*value);
  }
  return values;
}

}  // namespace soundcheck
