#include "agent/bundle/redact/redactor.hpp"

#include <algorithm>

namespace soundcheck::bundle {

namespace {

constexpr std::size_t max_line_bytes = 2048;

/// Without what a terminal would not show: it could part a secret in two.
std::string shown(std::string_view line) {
  std::string out;
  for (std::size_t i = 0; i < line.size() && out.size() < max_line_bytes;) {
    const char c = line[i++];
    if (c == '\x1b' && i < line.size() && line[i] == '[') {
      ++i;
      i += run(line.substr(i), [](char one) { return one < 0x40; });
      i = std::min(i + 1, line.size());
    } else if (c == '\t') {
      out += ' ';
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
      out += c;
    }
  }
  return out;
}

bool speaks_of_keys(std::string_view line) {
  const auto small = lower(line);
  for (const auto* word :
       {"token", "secret", "key", "psk", "passphrase", "password", "bearer",
        "auth", "nonce", "cookie", "session", "credential", "pmk"}) {
    if (small.find(word) != small.npos)
      return true;
  }
  return false;
}

}  // namespace

std::optional<Hit> Redactor::find(const Place& place) const {
  if (auto hit = literals_.find(place))
    return hit;
  for (const auto look :
       {find_named, find_phrase, find_mac, find_url_account, find_email,
        find_position, find_ip4, find_ip6, find_token, find_host}) {
    if (auto hit = look(place))
      return hit;
  }
  return std::nullopt;
}

std::string Redactor::text(std::string_view line, Counts& counts) const {
  const auto clean = shown(line);
  const bool sensitive = speaks_of_keys(clean);
  std::string out;
  for (std::size_t at = 0; at < clean.size();) {
    const auto hit = find({clean, at, sensitive});
    if (!hit || hit->end <= at) {
      out += clean[at++];
      continue;
    }
    out.append(clean, at, hit->begin - at);
    if (hit->harmless) {
      out.append(clean, hit->begin, hit->end - hit->begin);
    } else {
      out += pseudonyms_.of(hit->kind, hit->value, hit->role);
      ++counts[static_cast<std::size_t>(hit->kind)];
    }
    at = hit->end;
  }
  return out;
}

std::string Redactor::value(SecretKind kind,
                            std::string_view value,
                            Counts& counts) const {
  if (value.empty())
    return {};
  if (kind == SecretKind::mac) {
    // With its separators or without, the same address has the same name.
    const std::string line(value);
    const auto hit = find_mac({line, 0, false});
    if (hit && hit->end == line.size() && hit->harmless)
      return line;
    ++counts[static_cast<std::size_t>(kind)];
    return pseudonyms_.of(kind, hit ? hit->value : lower(value));
  }
  ++counts[static_cast<std::size_t>(kind)];
  return pseudonyms_.of(
      kind, kind == SecretKind::host ? lower(value) : std::string(value));
}

}  // namespace soundcheck::bundle
