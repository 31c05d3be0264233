#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "agent/bundle/redact/secret_kind.hpp"

namespace soundcheck::bundle {

/// A secret in a line: [begin, end) is replaced, what precedes it stays.
struct Hit {
  std::size_t begin = 0;
  std::size_t end = 0;
  SecretKind kind = SecretKind::secret;
  std::string value;      ///< in the one form that it has everywhere
  std::string role = {};  ///< see Pseudonyms::of()
  bool harmless = false;  ///< stays as it is, and is not looked at again
};

/// A line without line feed, and where in it to look.
struct Place {
  std::string_view line;
  std::size_t at;
  bool sensitive;  ///< the line speaks of keys or tokens

  std::string_view rest() const { return line.substr(at); }
  /// No letter or digit stands before.
  bool at_boundary() const;
};

// Each looks whether something begins exactly at the place.
std::optional<Hit> find_mac(const Place& place);
std::optional<Hit> find_ip4(const Place& place);
std::optional<Hit> find_ip6(const Place& place);
std::optional<Hit> find_email(const Place& place);
std::optional<Hit> find_url_account(const Place& place);
std::optional<Hit> find_host(const Place& place);
/// A value that its name gives away: "psk=...", "\"serial\": ...".
std::optional<Hit> find_named(const Place& place);
/// A value that follows words that programs are known to log.
std::optional<Hit> find_phrase(const Place& place);
std::optional<Hit> find_token(const Place& place);
std::optional<Hit> find_position(const Place& place);

// Characters, in ASCII whatever the locale.
bool is_digit(char c);
bool is_hex(char c);
bool is_letter(char c);
bool is_alnum(char c);
std::string lower(std::string_view text);
bool starts_like(std::string_view text, std::string_view lower_case_prefix);
/// How many characters from the start are in `set`.
template <class Set>
std::size_t run(std::string_view text, Set set) {
  std::size_t length = 0;
  while (length < text.size() && set(text[length]))
    ++length;
  return length;
}

}  // namespace soundcheck::bundle
