#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "cloud-sim/pki/keys.hpp"

namespace soundcheck::cloud {

/// One Ed25519 key, and what is signed with it.
class SigningKey {
 public:
  /// Errors: denied, invalid.
  static Result<SigningKey> load(const std::filesystem::path& file);
  /// Reads the key, or makes it (0600). Errors: denied, invalid, internal.
  static Result<SigningKey> load_or_make(const std::filesystem::path& file);
  /// A new one, in `folder` under its id (0600). Errors: denied, internal.
  static Result<SigningKey> make_in(const std::filesystem::path& folder);

  const std::string& id() const { return id_; }
  Result<std::string> public_key_pem() const { return public_pem(key_.get()); }
  /// The 32 bytes themselves.
  Result<std::string> raw_public_key() const;

  /// Over `context`, one zero byte and `bytes`: a signature made for one kind
  /// of message never fits another.
  Result<std::string> sign(std::string_view context,
                           std::string_view bytes) const;

 private:
  static Result<SigningKey> of(KeyPtr key);
  SigningKey(KeyPtr key, std::string id)
      : key_(std::move(key)), id_(std::move(id)) {}

  KeyPtr key_;
  std::string id_;
};

/// Where a key of this id is in `folder`.
std::filesystem::path key_file(const std::filesystem::path& folder,
                               const std::string& key_id);

}  // namespace soundcheck::cloud
