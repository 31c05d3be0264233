#include "probes/board/linux/fw_env_config.hpp"

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

constexpr std::size_t least_bytes = 16;  // a checksum, a flag, one variable
constexpr std::size_t most_bytes = std::size_t{1024} * 1024;

/// As C's strtoull: "0x10" is 16. The size is hexadecimal without it, too.
std::optional<std::uint64_t> c_number(std::string_view text, int base) {
  if (text.starts_with("0x") || text.starts_with("0X"))
    return number<std::uint64_t>(text.substr(2), 16);
  if (base == 0)
    base = text.size() > 1 && text.starts_with('0') ? 8 : 10;
  return number<std::uint64_t>(text, base);
}

std::optional<std::int64_t> offset_of(std::string_view text) {
  const bool negative = text.starts_with('-');
  const auto value = c_number(text.substr(negative ? 1 : 0), 0);
  if (!value || *value > INT64_MAX)
    return std::nullopt;
  const auto offset = static_cast<std::int64_t>(*value);
  return negative ? -offset : offset;
}

}  // namespace

Result<std::vector<EnvironmentPlace>> parse_fw_env_config(
    std::string_view text,
    std::string_view file) {
  std::vector<EnvironmentPlace> places;
  TextLines lines(text, file);
  while (const auto line = lines.next()) {
    const auto parts = words(*line);
    if (parts.empty() || parts[0].starts_with('#'))
      continue;
    const auto offset = parts.size() < 3 ? std::nullopt : offset_of(parts[1]);
    const auto size = parts.size() < 3 ? std::nullopt : c_number(parts[2], 16);
    if (!offset || !size || !parts[0].starts_with('/') ||
        parts[0].find('\0') != parts[0].npos)
      return lines.error("must be a device, an offset and a size");
    if (*size < least_bytes || *size > most_bytes)
      return lines.error("the size must be from 16 bytes to 1 MiB");
    if (places.size() == 2)
      return lines.error("there are two copies at most");
    if (!places.empty() && places[0].size != *size)
      return lines.error("both copies must have the same size");
    places.push_back(
        {std::string(parts[0]), *offset, static_cast<std::size_t>(*size)});
  }
  if (places.empty())
    return lines.error("names no environment");
  return places;
}

}  // namespace soundcheck
