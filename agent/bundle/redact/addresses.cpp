#include <arpa/inet.h>
#include <array>
#include <charconv>

#include "agent/bundle/redact/hit.hpp"

namespace soundcheck::bundle {

namespace {

constexpr std::size_t mac_digits = 12;

/// Nobody's: the first is even a symptom.
bool is_nobodys(std::string_view mac) {
  return mac == "000000000000" || mac == "ffffffffffff";
}

Hit mac_hit(const Place& place, std::size_t length, std::string_view digits) {
  const auto value = lower(digits);
  return {place.at, place.at + length, SecretKind::mac, value,
          {},       is_nobodys(value)};
}

/// "aa:bb:cc:dd:ee:ff" with any of the separators that programs put between.
std::optional<Hit> find_grouped_mac(const Place& place) {
  const auto rest = place.rest();
  std::string_view separator;
  for (const std::string_view one : {":", "-", "_", "%3a", "%3A"}) {
    if (rest.substr(std::min<std::size_t>(2, rest.size())).starts_with(one))
      separator = one;
  }
  if (separator.empty())
    return std::nullopt;
  std::string digits;
  std::size_t length = 0;
  while (rest.size() >= length + 2 && is_hex(rest[length]) &&
         is_hex(rest[length + 1])) {
    digits += rest.substr(length, 2);
    length += 2;
    if (!rest.substr(length).starts_with(separator))
      break;
    length += separator.size();
  }
  if (length > 0 && rest.substr(0, length).ends_with(separator))
    length -= separator.size();
  if (digits.size() < mac_digits ||
      (length < rest.size() && is_alnum(rest[length])))
    return std::nullopt;
  if (digits.size() == mac_digits)
    return mac_hit(place, length, digits);
  // Client ids, EUI-64, fingerprints of keys.
  return Hit{place.at, place.at + length, SecretKind::hex, lower(digits)};
}

/// "aabb.ccdd.eeff"
std::optional<Hit> find_dotted_mac(const Place& place) {
  const auto text = place.rest().substr(0, 14);
  if (text.size() < 14 || text[4] != '.' || text[9] != '.')
    return std::nullopt;
  std::string digits;
  for (const char c : text) {
    if (is_hex(c))
      digits += c;
  }
  if (digits.size() != mac_digits ||
      (place.rest().size() > 14 && is_alnum(place.rest()[14])))
    return std::nullopt;
  return mac_hit(place, 14, digits);
}

/// "aabbccddeeff", also in a name as "enxaabbccddeeff". A number of twelve
/// decimal digits is more likely a time.
std::optional<Hit> find_bare_mac(const Place& place) {
  Place digits = place;
  for (const auto prefix : {"enx", "wlx", "wwx"}) {
    if (starts_like(place.rest(), prefix))
      digits.at += 3;
  }
  const auto rest = digits.rest();
  const auto length = run(rest, is_hex);
  if (length != mac_digits || (length < rest.size() && is_alnum(rest[length])))
    return std::nullopt;
  const auto text = rest.substr(0, length);
  if (run(text, is_digit) == length && text != "000000000000")
    return std::nullopt;
  // "segfault at 10 ... in prog[8c0,561a0e5b4000+3e2000]" tells where.
  if (rest.substr(length).starts_with('+') && place.at > 0 &&
      place.line[place.at - 1] == ',' &&
      place.line.find("segfault at ") != place.line.npos)
    return Hit{digits.at, digits.at + length, SecretKind::mac, {}, {}, true};
  return mac_hit(digits, length, text);
}

/// Four numbers of a byte each; how long they are, or 0.
std::size_t ip4_length(std::string_view text,
                       char separator,
                       std::array<unsigned, 4>& parts) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0 && (at >= text.size() || text[at++] != separator))
      return 0;
    const auto digits = run(text.substr(at), is_digit);
    if (digits == 0 || digits > 3)
      return 0;
    std::from_chars(text.data() + at, text.data() + at + digits, parts[i]);
    if (parts[i] > 255)
      return 0;
    at += digits;
  }
  return at;
}

std::string role_of(const std::array<unsigned, 4>& ip) {
  if (ip[0] == 169 && ip[1] == 254)
    return "link-local";
  const bool is_private = ip[0] == 10 || (ip[0] == 192 && ip[1] == 168) ||
                          (ip[0] == 172 && ip[1] >= 16 && ip[1] < 32) ||
                          (ip[0] == 100 && ip[1] >= 64 && ip[1] < 128);
  return is_private ? "private" : "public";
}

/// Loopback, "any", masks, multicast.
bool names_nobody(const std::array<unsigned, 4>& ip) {
  return ip[0] == 127 || ip[0] == 0 || ip[0] >= 224;
}

bool is_ip6_character(char c) {
  return is_hex(c) || c == ':' || c == '.';
}

}  // namespace

std::optional<Hit> find_mac(const Place& place) {
  if (!place.at_boundary())
    return std::nullopt;
  if (auto hit = find_grouped_mac(place))
    return hit;
  if (auto hit = find_dotted_mac(place))
    return hit;
  return find_bare_mac(place);
}

std::optional<Hit> find_ip4(const Place& place) {
  if (!place.at_boundary() || !is_digit(place.line[place.at]))
    return std::nullopt;
  const auto rest = place.rest();
  std::array<unsigned, 4> ip{};
  auto length = ip4_length(rest, '.', ip);
  if (length == 0)
    length = ip4_length(rest, '-', ip);
  if (length == 0)
    return std::nullopt;
  // Five numbers are a version.
  const auto after = rest.substr(length);
  if (!after.empty() && is_digit(after[0]))
    return std::nullopt;
  std::string value;
  for (const auto part : ip)
    value += std::to_string(part) + '.';
  return Hit{place.at, place.at + length, SecretKind::ip4,
             value,    role_of(ip),       names_nobody(ip)};
}

std::optional<Hit> find_ip6(const Place& place) {
  const char first = place.line[place.at];
  if (!place.at_boundary() || (!is_hex(first) && first != ':'))
    return std::nullopt;
  if (place.at > 0 && place.line[place.at - 1] == ':' && first == ':')
    return std::nullopt;
  auto text = place.rest().substr(0, run(place.rest(), is_ip6_character));
  while (text.ends_with('.') || (text.ends_with(':') && !text.ends_with("::")))
    text.remove_suffix(1);
  std::array<unsigned char, 16> bytes{};
  const auto inner = text.find(':');
  if (inner == text.npos || text.size() > 45 ||
      ::inet_pton(AF_INET6, std::string(text).c_str(), bytes.data()) != 1)
    return std::nullopt;
  const auto end = place.at + text.size();
  if (end < place.line.size() && is_alnum(place.line[end]))
    return std::nullopt;
  // "::", "::1" and groups to which everybody may listen.
  bool low = true;
  for (std::size_t i = 0; i < 15; ++i)
    low = low && bytes[i] == 0;
  const bool nobody = (low && bytes[15] <= 1) || bytes[0] == 0xff;
  const bool link_local = bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80;
  const bool ours = (bytes[0] & 0xfe) == 0xfc;
  return Hit{place.at,
             end,
             SecretKind::ip6,
             std::string(reinterpret_cast<const char*>(bytes.data()), 16),
             link_local ? "link-local"
             : ours     ? "private"
                        : "public",
             nobody};
}

}  // namespace soundcheck::bundle
