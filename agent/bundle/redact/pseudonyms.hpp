#pragma once

#include <string>
#include <string_view>

#include "agent/bundle/redact/secret_kind.hpp"

namespace soundcheck::bundle {

/// Names for what has to stay unknown. The same thing has the same name in all
/// bundles of one secret, so that a reader can follow one access point through
/// many lines; with another secret nothing of it can be linked any more.
class Pseudonyms {
 public:
  /// `secret` has at least 16 random bytes.
  explicit Pseudonyms(std::string secret) : secret_(std::move(secret)) {}

  /// "<mac-3f2a9c1b4d>": HMAC-SHA256 of kind and value, cut to 40 bits. Keys,
  /// tokens and places have no name of their own: "<secret>". `role` is what a
  /// reader may know of it: "<ip4-private-3f2a9c1b4d>".
  std::string of(SecretKind kind,
                 std::string_view value,
                 std::string_view role = "") const;

 private:
  std::string secret_;
};

}  // namespace soundcheck::bundle
