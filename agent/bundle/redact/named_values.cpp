#include <algorithm>
#include <array>

#include "agent/bundle/redact/hit.hpp"

namespace soundcheck::bundle {

namespace {

/// How far a value goes that has no quotes.
enum class Extent {
  word,  ///< to the next blank, comma or bracket
  wide,  ///< it may have blanks: to the next "name=", comma or bracket
  line,  ///< to the end
};

struct Named {
  std::string_view name;
  SecretKind kind;
  Extent extent = Extent::word;
};

// In any part of the name.
constexpr std::array<Named, 16> parts = {{
    {"ssid", SecretKind::ssid, Extent::wide},
    {"passw", SecretKind::secret, Extent::wide},
    {"passphrase", SecretKind::secret, Extent::wide},
    {"psk", SecretKind::secret, Extent::wide},
    {"presharedkey", SecretKind::secret, Extent::wide},
    {"private_key", SecretKind::secret, Extent::wide},
    {"secret", SecretKind::secret, Extent::wide},
    {"token", SecretKind::token},
    {"api_key", SecretKind::token},
    {"apikey", SecretKind::token},
    {"api-key", SecretKind::token},
    {"credential", SecretKind::secret, Extent::wide},
    {"cookie", SecretKind::token, Extent::line},
    {"hostname", SecretKind::host},
    {"latitude", SecretKind::position},
    {"longitude", SecretKind::position},
}};

// The whole name, or what stands after its last '_', '.' or '-'.
constexpr std::array<Named, 32> ends = {{
    {"pin", SecretKind::secret},
    {"key", SecretKind::secret},
    {"key0", SecretKind::secret},
    {"key1", SecretKind::secret},
    {"key2", SecretKind::secret},
    {"key3", SecretKind::secret},
    {"pmk", SecretKind::secret},
    {"authorization", SecretKind::token, Extent::line},
    {"bearer", SecretKind::token},
    {"sid", SecretKind::token},
    {"lat", SecretKind::position},
    {"lon", SecretKind::position},
    {"lng", SecretKind::position},
    {"gps", SecretKind::position, Extent::line},
    {"geo", SecretKind::position, Extent::line},
    {"coordinates", SecretKind::position, Extent::line},
    {"position", SecretKind::position, Extent::line},
    {"serial", SecretKind::serial},
    {"serialno", SecretKind::serial},
    {"serialnum", SecretKind::serial},
    {"serialnumber", SecretKind::serial},
    {"number", SecretKind::serial},  // only as "serial_number", see below
    {"sn", SecretKind::serial},
    {"imei", SecretKind::serial},
    {"host", SecretKind::host},
    {"user", SecretKind::account},
    {"username", SecretKind::account},
    {"login", SecretKind::account},
    {"account", SecretKind::account},
    {"identity", SecretKind::account},
    {"owner", SecretKind::account},
    {"mail", SecretKind::email},
}};

bool is_name_character(char c) {
  return is_alnum(c) || c == '_' || c == '.' || c == '-';
}

const Named* meaning_of(std::string_view name) {
  // An access point's address is found by what it looks like.
  if (name.find("bssid") != name.npos)
    return nullptr;
  for (const auto& part : parts) {
    if (name.find(part.name) != name.npos)
      return &part;
  }
  const auto cut = name.find_last_of("_.-");
  const auto last = cut == name.npos ? name : name.substr(cut + 1);
  if (last == "number" && name.find("serial") == name.npos)
    return nullptr;
  const auto* const found =
      std::find_if(ends.begin(), ends.end(),
                   [last](const Named& one) { return one.name == last; });
  return found == ends.end() ? nullptr : found;
}

/// "WPA-PSK: ..." names a method.
bool is_method(std::string_view name) {
  return name.ends_with("wpa-psk") || name.ends_with("wpa2-psk") ||
         name.ends_with("ft-psk");
}

bool says_nothing(std::string_view value) {
  const auto word = lower(value);
  for (const auto* one : {"", "(null)", "null", "none", "(none)", "true",
                          "false", "yes", "no", "n/a"}) {
    if (word == one)
      return true;
  }
  return false;
}

std::size_t end_of_quoted(std::string_view line, std::size_t at, char quote) {
  while (at < line.size() && line[at] != quote)
    at += line[at] == '\\' ? 2 : 1;
  return std::min(at, line.size());
}

/// A value with blanks ends where the next "name=" begins.
std::size_t end_of_wide(std::string_view line, std::size_t at) {
  for (auto end = at; end < line.size(); ++end) {
    if (std::string_view("\",;)}]").find(line[end]) != std::string::npos)
      return end;
    if (line[end] != ' ')
      continue;
    const auto after = line.substr(end + 1);
    const auto name = run(after, is_name_character);
    if (after.starts_with('(') ||
        (name > 0 && name < after.size() && after[name] == '='))
      return end;
  }
  return line.size();
}

std::size_t end_of_value(std::string_view line, std::size_t at, Extent extent) {
  if (extent == Extent::line)
    return line.size();
  if (extent == Extent::wide)
    return end_of_wide(line, at);
  const auto end = line.find_first_of(" \t,;)}]\"'&<|", at);
  return end == line.npos ? line.size() : end;
}

/// Behind the name: quotes that close it, blanks, then '=' or ':'. Where the
/// value begins, or 0.
std::size_t value_after(std::string_view line,
                        std::size_t at,
                        bool only_equals) {
  const auto closing = [](char c) {
    return c == '"' || c == '\'' || c == '\\';
  };
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  at += run(line.substr(at), closing);
  at += run(line.substr(at), blank);
  if (at >= line.size() || (line[at] != '=' && line[at] != ':'))
    return 0;
  if (line[at] == ':' && (only_equals || line.substr(at).starts_with("::")))
    return 0;
  ++at;
  return at + run(line.substr(at), blank);
}

std::optional<Hit> value_hit(std::string_view line,
                             std::size_t at,
                             const Named& meaning) {
  if (at < line.size() && line[at] == 'b' &&
      line.substr(at + 1).find_first_of("\"'") == 0)
    ++at;
  // JSON in a text has its quotes escaped.
  if (line.substr(std::min(at, line.size())).starts_with("\\\""))
    ++at;
  if (at >= line.size() || line[at] == '{' || line[at] == '[')
    return std::nullopt;
  auto end = line.size();
  if (line[at] == '"' || line[at] == '\'') {
    const char quote = line[at++];
    end = end_of_quoted(line, at, quote);
  } else {
    end = end_of_value(line, at, meaning.extent);
  }
  while (end > at && (line[end - 1] == ' ' || line[end - 1] == '\\'))
    --end;
  const auto value = line.substr(at, end - at);
  if (says_nothing(value))
    return std::nullopt;
  const bool folds =
      meaning.kind == SecretKind::host || meaning.kind == SecretKind::email;
  return Hit{at, end, meaning.kind, folds ? lower(value) : std::string(value)};
}

}  // namespace

std::optional<Hit> find_named(const Place& place) {
  if (!place.at_boundary() || !is_letter(place.line[place.at]) ||
      (place.at > 0 && is_name_character(place.line[place.at - 1])))
    return std::nullopt;
  const auto rest = place.rest();
  auto length = run(rest, is_name_character);
  auto name = lower(rest.substr(0, length));
  // "Serial Number: ..."
  if (name == "serial" && starts_like(rest.substr(length), " n"))
    length += 1 + run(rest.substr(length + 1), is_name_character);
  const auto* meaning = meaning_of(name);
  if (meaning == nullptr)
    return std::nullopt;
  const auto at = value_after(place.line, place.at + length, is_method(name));
  if (at == 0)
    return std::nullopt;
  auto hit = value_hit(place.line, at, *meaning);
  // An address has the same name wherever it stands.
  if (hit && hit->kind == SecretKind::host) {
    const Place value{place.line, hit->begin, false};
    if (find_mac(value) || find_ip4(value) || find_ip6(value))
      return std::nullopt;
  }
  return hit;
}

}  // namespace soundcheck::bundle
