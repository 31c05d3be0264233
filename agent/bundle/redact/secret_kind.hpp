#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace soundcheck::bundle {

/// What may not leave the speaker as it stands.
enum class SecretKind {
  ssid,
  secret,  ///< passwords, keys, PINs
  mac,
  ip4,
  ip6,
  email,
  token,  ///< what opens a door over the network
  serial,
  position,
  host,
  account,
  hex,  ///< long numbers that may be a key or name a thing for ever
};

constexpr std::size_t secret_kinds = 12;

/// "ssid", "mac", ...: in the text, and as a key of the manifest.
std::string_view to_string(SecretKind kind);

/// How often each kind was replaced.
using Counts = std::array<unsigned, secret_kinds>;

}  // namespace soundcheck::bundle
