#include <algorithm>
#include <array>

#include "agent/bundle/redact/hit.hpp"

namespace soundcheck::bundle {

namespace {

bool is_mailbox_character(char c) {
  return is_alnum(c) || std::string_view("._%+-").find(c) != std::string::npos;
}

bool is_domain_character(char c) {
  return is_alnum(c) || c == '.' || c == '-' || c == '_';
}

/// Where names of homes and of the internet end, and files, units and probes do
/// not.
bool ends_as_host(std::string_view name) {
  constexpr std::array<std::string_view, 36> endings = {
      "local", "lan", "home",  "internal", "localdomain", "box",
      "arpa",  "com", "net",   "org",      "cn",          "de",
      "uk",    "fr",  "jp",    "kr",       "us",          "eu",
      "info",  "biz", "cloud", "tv",       "hk",          "tw",
      "sg",    "in",  "it",    "es",       "nl",          "se",
      "ch",    "at",  "ru",    "br",       "intranet",    "router"};
  const auto dot = name.rfind('.');
  return dot != name.npos && dot > 0 &&
         std::find(endings.begin(), endings.end(), name.substr(dot + 1)) !=
             endings.end();
}

/// "getty@tty1.service" is no mailbox.
bool is_unit(std::string_view name) {
  for (const auto* ending : {".service", ".socket", ".slice", ".timer",
                             ".mount", ".target", ".scope", ".device"}) {
    if (name.ends_with(ending))
      return true;
  }
  return false;
}

}  // namespace

std::optional<Hit> find_email(const Place& place) {
  if (place.at > 0 && is_mailbox_character(place.line[place.at - 1]))
    return std::nullopt;
  const auto rest = place.rest();
  const auto name = run(rest, is_mailbox_character);
  auto at = name;
  if (rest.substr(name).starts_with("%40"))
    return std::nullopt;  // the name ran over it: "%40" are its characters
  if (name == 0 || at >= rest.size() || rest[at] != '@')
    return std::nullopt;
  ++at;
  auto domain = run(rest.substr(at), is_domain_character);
  while (domain > 0 && rest[at + domain - 1] == '.')
    --domain;
  const auto all = rest.substr(0, at + domain);
  if (domain == 0 || is_unit(all))
    return std::nullopt;
  return Hit{place.at, place.at + all.size(), SecretKind::email, lower(all)};
}

std::optional<Hit> find_url_account(const Place& place) {
  if (!place.rest().starts_with("://"))
    return std::nullopt;
  const auto begin = place.at + 3;
  const auto authority = place.line.substr(
      begin, place.line.substr(begin).find_first_of("/ \t\"'<>"));
  const auto at = authority.rfind('@');
  if (at == authority.npos || at == 0)
    return std::nullopt;
  return Hit{begin, begin + at, SecretKind::token, {}};
}

std::optional<Hit> find_host(const Place& place) {
  if (place.at > 0 && (is_domain_character(place.line[place.at - 1]) ||
                       place.line[place.at - 1] == '/'))
    if (place.at < 2 || place.line.substr(place.at - 2, 2) != "//")
      return std::nullopt;
  const auto rest = place.rest();
  auto length = run(rest, is_domain_character);
  while (length > 0 && (rest[length - 1] == '.' || rest[length - 1] == '-'))
    --length;
  const auto name = lower(rest.substr(0, length));
  if (!ends_as_host(name))
    return std::nullopt;
  return Hit{place.at, place.at + length, SecretKind::host, name};
}

}  // namespace soundcheck::bundle
