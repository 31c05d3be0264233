#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "cloud-sim/pki/signing_key.hpp"
#include "soundcheck/v1/keys.pb.h"

namespace soundcheck::cloud {

/// Where the keys of a tenant are. `root` is needed only to change them, so it
/// may lie elsewhere.
struct KeyFiles {
  explicit KeyFiles(const std::filesystem::path& pki);

  std::filesystem::path root;         ///< private; offline, if one is prudent
  std::filesystem::path root_public;  ///< PEM, for the speakers' firmware
  std::filesystem::path manifest;     ///< SignedKeyManifest, as published
  std::filesystem::path keys;         ///< folder of the operators' private keys
};

/// A manifest as it was read.
struct SealedManifest {
  v1::KeyManifest manifest;
  std::string bytes;    ///< of the SignedKeyManifest
  std::string root_id;  ///< names the root key that signed it
};

/// Errors: not_found (there is none yet), denied, invalid (not signed by the
/// root of `root_public`).
Result<SealedManifest> read_manifest(const KeyFiles& files);

/// Signs it with the root and puts it in place of the one before. Errors:
/// denied, invalid (the root key is not that of `root_public`), internal.
Result<void> write_manifest(const KeyFiles& files,
                            const v1::KeyManifest& manifest);

/// "admin" for KEY_ROLE_ADMIN, and back; UNSPECIFIED for any other word.
std::string role_word(v1::KeyRole role);
v1::KeyRole key_role_of(const std::string& word);

}  // namespace soundcheck::cloud
