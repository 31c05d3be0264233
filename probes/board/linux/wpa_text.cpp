#include "probes/board/linux/wpa_text.hpp"

#include "probes/board/linux/text_lines.hpp"

namespace soundcheck {

namespace {

constexpr std::size_t ssid_max = 32;
constexpr std::string_view no_address = "00:00:00:00:00:00";

/// What stands after a backslash; nothing when that means nothing. Takes what
/// it understood off the front.
std::optional<char> unescaped(std::string_view& rest) {
  if (rest.empty())
    return std::nullopt;
  const char c = rest.front();
  rest.remove_prefix(1);
  switch (c) {
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'e':
      return '\033';
    case '\\':
    case '"':
      return c;
    case 'x': {
      const auto value = number<unsigned char>(rest.substr(0, 2), 16);
      if (!value || rest.size() < 2)
        return std::nullopt;
      rest.remove_prefix(2);
      return static_cast<char>(*value);
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<std::string_view> next_wpa_part(std::string_view& text) {
  while (text.starts_with(' '))
    text.remove_prefix(1);
  if (text.empty())
    return std::nullopt;
  bool quoted = false;
  std::size_t end = 0;
  for (; end < text.size() && (quoted || text[end] != ' '); ++end) {
    if (text[end] == '\\')
      ++end;
    else if (text[end] == '"')
      quoted = !quoted;
  }
  const auto part = text.substr(0, end);
  text.remove_prefix(part.size());
  return part;
}

std::string wpa_address(std::string_view text) {
  if (text.size() != no_address.size() || text == no_address)
    return {};
  std::string address(text);
  for (std::size_t i = 0; i < address.size(); ++i) {
    auto& c = address[i];
    if (c >= 'A' && c <= 'F')
      c = static_cast<char>(c - 'A' + 'a');
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (i % 3 == 2 ? c != ':' : !hex)
      return {};
  }
  return address;
}

std::optional<int> wpa_signal(std::string_view text) {
  const auto dbm = number<int>(text);
  return dbm && *dbm < 0 && *dbm > -128 ? dbm : std::nullopt;
}

std::optional<std::string> wpa_ssid(std::string_view escaped) {
  std::string bytes;
  while (!escaped.empty()) {
    char c = escaped.front();
    escaped.remove_prefix(1);
    if (c == '\\') {
      const auto meant = unescaped(escaped);
      if (!meant)
        return std::nullopt;
      c = *meant;
    }
    bytes += c;
    if (bytes.size() > ssid_max)
      return std::nullopt;
  }
  return bytes;
}

}  // namespace soundcheck
