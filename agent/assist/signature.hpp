#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "probes/board/result.hpp"

namespace soundcheck::assist {

/// What a signature is for. The name of the domain is signed together with the
/// payload, so that a signed receipt can never pass as a command.
enum class Domain {
  command,
  command_under_keys,  ///< a command that names the key manifest it was made
                       ///< under
  receipt,
  knowledge,
  firmware,
  keys,
};

/// "soundcheck/v1/command", ...
std::string_view to_string(Domain domain);

/// What Ed25519 signs: the domain's name, one zero byte and `payload`.
std::string signed_message(Domain domain, std::string_view payload);
/// "1 to 64 of A-Z a-z 0-9 . _ -", as it names a file.
bool is_key_id(std::string_view name);

enum class Verification {
  good,
  unknown_key,
  bad_signature,
  revoked,      ///< the key was withdrawn; see KeyRing
  out_of_time,  ///< the key's time is over or has not come; see KeyRing
};

/// One Ed25519 public key: its id, and its 32 bytes.
struct PublicKey {
  std::string id;
  std::string bytes;
};

/// Ed25519 over signed_message(). Takes bytes of any content and size, also as
/// a key.
bool is_signed(Domain domain,
               std::string_view payload,
               std::string_view signature,
               std::string_view key);

/// Public keys whose holders this speaker believes: those who may command it,
/// or those who make its firmware.
class TrustedKeys {
 public:
  /// Trusts nobody.
  TrustedKeys() = default;

  /// Every "<key_id>.pem" of a folder, each one Ed25519 public key
  /// (SubjectPublicKeyInfo). Other names are ignored. An empty folder is not
  /// an error: it trusts nobody. Errors name the file: io (cannot be read),
  /// denied (the folder or a key can be written by everybody), parse (not
  /// exactly one such key, or a name that cannot be a key id).
  static Result<TrustedKeys> load(const std::filesystem::path& folder);

  /// See is_signed(). Never tells `revoked` or `out_of_time`.
  Verification verify(Domain domain,
                      std::string_view payload,
                      std::string_view signature,
                      std::string_view key_id) const;

  std::size_t size() const { return keys_.size(); }
  bool contains(std::string_view key_id) const { return find(key_id); }
  const std::vector<PublicKey>& all() const { return keys_; }

 private:
  const PublicKey* find(std::string_view key_id) const;

  std::vector<PublicKey> keys_;
};

}  // namespace soundcheck::assist
