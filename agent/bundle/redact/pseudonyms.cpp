#include "agent/bundle/redact/pseudonyms.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace soundcheck::bundle {

namespace {

constexpr std::size_t shown_bytes = 5;

/// Nobody needs to know whether two passwords are the same.
bool nameless(SecretKind kind) {
  return kind == SecretKind::secret || kind == SecretKind::token ||
         kind == SecretKind::position;
}

}  // namespace

std::string_view to_string(SecretKind kind) {
  constexpr std::array<std::string_view, secret_kinds> names = {
      "ssid",  "secret", "mac",      "ip4",  "ip6",     "email",
      "token", "serial", "position", "host", "account", "hex"};
  return names[static_cast<std::size_t>(kind)];
}

std::string Pseudonyms::of(SecretKind kind,
                           std::string_view value,
                           std::string_view role) const {
  std::string name = "<" + std::string(to_string(kind));
  if (nameless(kind))
    return name + '>';
  const auto message = std::string(to_string(kind)) + '\0' + std::string(value);
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned size = 0;
  HMAC(EVP_sha256(), secret_.data(), static_cast<int>(secret_.size()),
       reinterpret_cast<const unsigned char*>(message.data()), message.size(),
       hash.data(), &size);
  if (!role.empty())
    (name += '-') += role;
  name += '-';
  constexpr std::string_view digits = "0123456789abcdef";
  for (std::size_t i = 0; i < shown_bytes; ++i)
    (name += digits[hash[i] >> 4]) += digits[hash[i] & 15];
  return name + '>';
}

}  // namespace soundcheck::bundle
