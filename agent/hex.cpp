#include "agent/hex.hpp"

#include <charconv>

namespace soundcheck {

std::string hex_of(const Sha256& hash) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const auto byte : hash) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::optional<Sha256> parse_sha256(std::string_view text) {
  Sha256 hash{};
  if (text.size() != 2 * hash.size())
    return std::nullopt;
  for (auto& byte : hash) {
    const auto* end = text.data() + 2;
    const auto [stop, problem] = std::from_chars(text.data(), end, byte, 16);
    if (problem != std::errc() || stop != end)
      return std::nullopt;
    text.remove_prefix(2);
  }
  return hash;
}

}  // namespace soundcheck
