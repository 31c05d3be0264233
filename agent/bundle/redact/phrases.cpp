#include <array>

#include "agent/bundle/redact/hit.hpp"

namespace soundcheck::bundle {

namespace {

/// What programs write before a name. The value then is quoted, or one word.
struct Phrase {
  std::string_view words;  ///< lower case, up to the value or its quote
  SecretKind kind;
  bool only_quoted;
};

constexpr std::array<Phrase, 34> phrases = {{
    {"ssid ", SecretKind::ssid, true},
    {"network ", SecretKind::ssid, true},
    {"access point ", SecretKind::ssid, true},
    {"connection ", SecretKind::ssid, true},
    {"connecting to ", SecretKind::ssid, true},
    {"associate with ", SecretKind::ssid, true},
    {"associated with ", SecretKind::ssid, true},
    {"connected to wireless network ", SecretKind::ssid, true},
    {"connected to ssid ", SecretKind::ssid, false},
    {"wifi ", SecretKind::ssid, true},
    {"passphrase ", SecretKind::secret, true},
    {"password ", SecretKind::secret, true},
    {"psk ", SecretKind::secret, true},
    {"key ", SecretKind::secret, true},
    {"pin ", SecretKind::secret, true},
    {"bearer ", SecretKind::token, false},
    {"authorization: basic ", SecretKind::token, false},
    {"serial number ", SecretKind::serial, false},
    {"serial ", SecretKind::serial, true},
    {"host name is ", SecretKind::host, false},
    {"hostname is ", SecretKind::host, false},
    {"set hostname to ", SecretKind::host, false},
    {"set system hostname to ", SecretKind::host, false},
    {"hostname set to ", SecretKind::host, false},
    {"hostname ", SecretKind::host, true},
    {"host ", SecretKind::host, true},
    {"new user ", SecretKind::account, false},
    {"for user ", SecretKind::account, false},
    {"invalid user ", SecretKind::account, false},
    {"password for ", SecretKind::account, false},
    {"publickey for ", SecretKind::account, false},
    {"user ", SecretKind::account, true},
    {"account ", SecretKind::account, true},
    {"logged in as ", SecretKind::account, false},
}};

bool is_month(std::string_view text) {
  return std::string_view("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ")
             .find(text) != std::string::npos;
}

/// Where the name of the host stands in the head of a line of syslog, or 0:
/// "Nov 27 03:12:01 HOST ", "2026-11-27T03:12:01.123+08:00 HOST ".
std::size_t host_column(std::string_view line) {
  constexpr std::size_t classic = 16;
  if (line.size() > classic && is_month(line.substr(0, 4)) && line[6] == ' ' &&
      line[9] == ':' && line[12] == ':' && line[15] == ' ')
    return classic;
  if (line.size() < 20 || line[4] != '-' || line[7] != '-' || line[10] != 'T' ||
      line[13] != ':')
    return 0;
  const auto blank = line.find(' ');
  return blank == line.npos ? 0 : blank + 1;
}

std::optional<Hit> find_syslog_host(const Place& place) {
  if (place.at == 0 || place.line[place.at - 1] != ' ' || place.at > 40 ||
      host_column(place.line) != place.at)
    return std::nullopt;
  const auto end = place.line.find(' ', place.at);
  if (end == place.line.npos)
    return std::nullopt;
  const auto word = place.line.substr(place.at, end - place.at);
  // "prog[1]:" where no host was written.
  if (word.empty() || word.ends_with(':') || word == "localhost" ||
      word.find('.') != word.npos)
    return std::nullopt;
  return Hit{place.at, end, SecretKind::host, lower(word)};
}

/// "DHCPACK(wlan0) 192.168.0.7 aa:bb:cc:dd:ee:ff NAME" of dnsmasq.
std::optional<Hit> find_lease_name(const Place& place) {
  if (place.at < 18 || place.line[place.at - 1] != ' ' ||
      place.line.find("DHCP") == place.line.npos)
    return std::nullopt;
  const Place before{place.line, place.at - 18, false};
  const auto mac = find_mac(before);
  if (!mac || mac->end != place.at - 1)
    return std::nullopt;
  const auto word = place.rest().substr(0, place.rest().find(' '));
  return Hit{place.at, place.at + word.size(), SecretKind::host, lower(word)};
}

/// "wifi_aabbccddeeff_686f6d65_managed_psk" of ConnMan; the second is the SSID.
std::optional<Hit> find_connman_ssid(const Place& place) {
  constexpr std::size_t head = 5 + 12 + 1;
  if (place.at < head || place.line[place.at - 1] != '_' ||
      place.line.substr(place.at - head, 5) != "wifi_")
    return std::nullopt;
  const auto digits = run(place.rest(), is_hex);
  if (digits < 2 || !place.rest().substr(digits).starts_with('_'))
    return std::nullopt;
  return Hit{place.at, place.at + digits, SecretKind::ssid,
             std::string(place.rest().substr(0, digits))};
}

std::optional<Hit> after_phrase(const Place& place, const Phrase& phrase) {
  auto at = place.at + phrase.words.size();
  const auto& line = place.line;
  const auto quote = line.find_first_of("'\"", at);
  if (quote == at) {
    auto end = at + 1;
    while (end < line.size() && line[end] != line[quote])
      end += line[end] == '\\' ? 2 : 1;
    end = std::min(end, line.size());
    if (end <= at + 1)
      return std::nullopt;
    const auto value = line.substr(at + 1, end - at - 1);
    return Hit{at + 1, end, phrase.kind, std::string(value)};
  }
  if (phrase.only_quoted)
    return std::nullopt;
  if (line.substr(at).starts_with(": "))
    at += 2;
  auto word = line.substr(at, line.find_first_of(" \t,;()\"'", at) - at);
  while (word.ends_with('.') || word.ends_with(':'))
    word.remove_suffix(1);
  if (word.empty())
    return std::nullopt;
  const auto value =
      phrase.kind == SecretKind::host ? lower(word) : std::string(word);
  return Hit{at, at + word.size(), phrase.kind, value};
}

}  // namespace

std::optional<Hit> find_phrase(const Place& place) {
  if (!place.at_boundary())
    return std::nullopt;
  if (auto hit = find_syslog_host(place))
    return hit;
  if (auto hit = find_lease_name(place))
    return hit;
  if (auto hit = find_connman_ssid(place))
    return hit;
  if (!is_letter(place.line[place.at]))
    return std::nullopt;
  for (const auto& phrase : phrases) {
    if (!starts_like(place.rest(), phrase.words))
      continue;
    if (auto hit = after_phrase(place, phrase))
      return hit;
  }
  return std::nullopt;
}

}  // namespace soundcheck::bundle
