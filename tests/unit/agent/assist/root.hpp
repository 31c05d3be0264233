#pragma once

#include "soundcheck/v1/command.pb.h"
#include "soundcheck/v1/keys.pb.h"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/agent/assist/signing.hpp"

namespace soundcheck::test {

/// A root as it is kept offline, and the manifest that it signs next.
class Root {
 public:
  /// Of tenant "acme", version 1, without keys.
  Root();

  /// `key` becomes one of the manifest, for the years 1970 to 2100.
  v1::OperatorKey& add(const std::string& key_id,
                       const SigningKey& key,
                       v1::KeyRole role = v1::KEY_ROLE_ADMIN,
                       const std::string& holder = "ann");
  std::string seal() const { return seal_bytes(manifest.SerializeAsString()); }
  std::string seal_bytes(const std::string& manifest) const;
  /// Its public half becomes "<folder>/roots/root.pem".
  void install(const TemporaryFolder& folder) const;

  SigningKey key;
  v1::KeyManifest manifest;
};

/// One Ed25519 public key without its wrapping.
std::string raw_public_key(const SigningKey& key);

/// What an operator signs of `envelope`.
std::string signature_of(const v1::SignedCommand& envelope,
                         const SigningKey& key);

}  // namespace soundcheck::test
