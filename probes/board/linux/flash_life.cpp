#include "probes/board/linux/flash_life.hpp"

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

std::optional<int> hex_byte(std::string_view text) {
  if (!text.starts_with("0x"))
    return std::nullopt;
  const auto value = number<std::uint8_t>(text.substr(2), 16);
  return value ? std::optional<int>(*value) : std::nullopt;
}

}  // namespace

Result<std::pair<int, int>> parse_life_time(std::string_view text,
                                            std::string_view file) {
  TextLines lines(text, file);
  const auto parts = words(lines.next().value_or(""));
  const auto a = parts.size() == 2 ? hex_byte(parts[0]) : std::nullopt;
  const auto b = parts.size() == 2 ? hex_byte(parts[1]) : std::nullopt;
  if (!a || !b)
    return lines.error("must be two bytes such as 0x01 0x02");
  return std::pair(*a, *b);
}

Result<int> parse_pre_eol(std::string_view text, std::string_view file) {
  TextLines lines(text, file);
  const auto value = hex_byte(trimmed(lines.next().value_or("")));
  if (!value)
    return lines.error("must be one byte such as 0x01");
  return *value;
}

}  // namespace soundcheck
