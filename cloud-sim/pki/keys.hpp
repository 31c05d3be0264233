#pragma once

#include <filesystem>
#include <string>

#include "cloud-sim/pki/openssl.hpp"

namespace soundcheck::cloud {

Result<KeyPtr> make_p256_key();
Result<KeyPtr> make_ed25519_key();

Result<std::string> private_pem(EVP_PKEY* key);  ///< PKCS #8, not encrypted
Result<std::string> public_pem(EVP_PKEY* key);   ///< SPKI
/// Errors: invalid when it is no private key.
Result<KeyPtr> parse_private_pem(const std::string& pem);

/// Names a key: the first 16 hex digits of SHA-256 over its SPKI DER.
Result<std::string> key_id_of(EVP_PKEY* key);

/// Reads the key of a file. Errors name it.
Result<KeyPtr> load_key(const std::filesystem::path& file);

/// Reads the key of a file, or makes it (0600) with `make` when there is none.
Result<KeyPtr> load_or_make_key(const std::filesystem::path& file,
                                Result<KeyPtr> (*make)());

}  // namespace soundcheck::cloud
