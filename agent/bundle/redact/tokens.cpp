#include <algorithm>

#include "agent/bundle/redact/hit.hpp"

namespace soundcheck::bundle {

namespace {

// A hash, a key of a network; half as long where keys are spoken of. Kernel
// addresses have 16 digits.
constexpr std::size_t long_hex = 32;
constexpr std::size_t short_hex = 17;
constexpr std::size_t long_base64 = 40;
constexpr std::size_t short_base64 = 20;

bool is_token_character(char c) {
  return is_alnum(c) || std::string_view("+/_-").find(c) != std::string::npos;
}

bool is_url_character(char c) {
  return is_alnum(c) || c == '_' || c == '-';
}

/// "eyJ..." and two more parts.
std::optional<Hit> find_jwt(const Place& place) {
  const auto rest = place.rest();
  if (!rest.starts_with("eyJ"))
    return std::nullopt;
  auto length = run(rest, is_url_character);
  for (int part = 0; part < 4 && rest.substr(length).starts_with('.'); ++part)
    length += 1 + run(rest.substr(length + 1), is_url_character);
  if (length < 16)
    return std::nullopt;
  return Hit{place.at, place.at + length, SecretKind::token, {}};
}

/// "123e4567-e89b-12d3-a456-426614174000"
std::optional<Hit> find_uuid(const Place& place) {
  const auto text = place.rest().substr(0, 36);
  if (text.size() < 36)
    return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !is_hex(text[i]))
      return std::nullopt;
  }
  if (place.rest().size() > 36 && is_alnum(place.rest()[36]))
    return std::nullopt;
  auto value = lower(text);
  value.erase(std::remove(value.begin(), value.end(), '-'), value.end());
  return Hit{place.at, place.at + 36, SecretKind::hex, value};
}

std::optional<Hit> find_long_hex(const Place& place) {
  const auto rest = place.rest();
  const auto length = run(rest, is_hex);
  if (length < (place.sensitive ? short_hex : long_hex) ||
      (length < rest.size() && is_alnum(rest[length])))
    return std::nullopt;
  // A row of the same digit is no number of anything.
  const auto text = rest.substr(0, length);
  if (text.find_first_not_of(text[0]) == text.npos)
    return std::nullopt;
  return Hit{place.at, place.at + length, SecretKind::hex, lower(text)};
}

/// "aa bb cc dd ee ff ...": what wpa_supplicant dumps. The bytes of a program
/// that crashed stay.
std::optional<Hit> find_hex_dump(const Place& place) {
  const auto rest = place.rest();
  std::string digits;
  std::size_t length = 0;
  while (rest.size() >= length + 2 && is_hex(rest[length]) &&
         is_hex(rest[length + 1]) &&
         (rest.size() == length + 2 || !is_alnum(rest[length + 2]))) {
    digits += rest.substr(length, 2);
    length += 2;
    if (rest.size() < length + 3 || rest[length] != ' ' ||
        !is_hex(rest[length + 1]) || !is_hex(rest[length + 2]))
      break;
    ++length;
  }
  if (digits.size() < 12)
    return std::nullopt;
  const bool code = place.line.find("Code: ") != place.line.npos;
  return Hit{place.at, place.at + length, SecretKind::hex, lower(digits), {},
             code};
}

std::optional<Hit> find_base64(const Place& place) {
  const auto rest = place.rest();
  if (rest[0] == '/' || rest[0] == '-' || rest[0] == '_')
    return std::nullopt;
  const auto length = run(rest, is_token_character);
  const auto padding =
      run(rest.substr(length), [](char c) { return c == '='; });
  const auto text = rest.substr(0, length);
  const auto has = [text](bool (*is)(char)) {
    return std::any_of(text.begin(), text.end(), is);
  };
  const bool mixed = has(is_digit) &&
                     has([](char c) { return c >= 'a' && c <= 'z'; }) &&
                     has([](char c) { return c >= 'A' && c <= 'Z'; });
  // Paths are made of the same characters.
  const auto slashes =
      static_cast<std::size_t>(std::count(text.begin(), text.end(), '/'));
  const bool padded = padding >= 1 && padding <= 2 && length >= 16 &&
                      (length + padding) % 4 == 0;
  const auto least = place.sensitive ? short_base64 : long_base64;
  if (!padded && (!mixed || length < least || slashes > length / 16))
    return std::nullopt;
  return Hit{place.at, place.at + length + padding, SecretKind::token, {}};
}

}  // namespace

std::optional<Hit> find_token(const Place& place) {
  if (!place.at_boundary() || !is_alnum(place.line[place.at]))
    return std::nullopt;
  for (const auto find :
       {find_jwt, find_uuid, find_long_hex, find_hex_dump, find_base64}) {
    if (auto hit = find(place))
      return hit;
  }
  return std::nullopt;
}

}  // namespace soundcheck::bundle
