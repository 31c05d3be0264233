#include "agent/wire_text.hpp"

#include <cstdint>

namespace soundcheck {

namespace {

bool continues(unsigned char byte) {
  return (byte & 0xc0) == 0x80;
}

/// Length of the well-formed character at the start of `text` (Unicode 15,
/// table 3-7), 0 when there is none.
std::size_t character_length(std::string_view text) {
  const auto at = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const unsigned first = at(0);
  if (first < 0x80)
    return 1;
  const unsigned second = at(1);
  if (first >= 0xc2 && first <= 0xdf)
    return continues(second) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const unsigned low = first == 0xe0 ? 0xa0 : 0x80;
    const unsigned high = first == 0xed ? 0x9f : 0xbf;  // no surrogates
    return second >= low && second <= high && continues(at(2)) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const unsigned low = first == 0xf0 ? 0x90 : 0x80;
    const unsigned high = first == 0xf4 ? 0x8f : 0xbf;
    return second >= low && second <= high && continues(at(2)) &&
                   continues(at(3))
               ? 4
               : 0;
  }
  return 0;
}

}  // namespace

std::string wire_text(std::string_view text, std::size_t max_bytes) {
  std::string clean;
  while (!text.empty()) {
    const auto length = character_length(text);
    const auto character = length ? text.substr(0, length) : "?";
    if (clean.size() + character.size() > max_bytes)
      break;
    clean += character;
    text.remove_prefix(length ? length : 1);
  }
  return clean;
}

bool is_wire_text(std::string_view text) {
  while (!text.empty()) {
    const auto length = character_length(text);
    if (length == 0)
      return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace soundcheck
