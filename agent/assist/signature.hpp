#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "probes/board/result.hpp"

struct evp_pkey_st;

namespace soundcheck::assist {

/// What a signature is for. The name of the domain is signed together with the
/// payload, so that a signed receipt can never pass as a command.
enum class Domain { command, receipt, knowledge, firmware };

/// "soundcheck/v1/command", ...
std::string_view to_string(Domain domain);

/// What Ed25519 signs: the domain's name, one zero byte and `payload`.
std::string signed_message(Domain domain, std::string_view payload);
/// "1 to 64 of A-Z a-z 0-9 . _ -", as it names a file.
bool is_key_id(std::string_view name);

enum class Verification { good, unknown_key, bad_signature };

/// Public keys whose holders this speaker believes: those who may command it,
/// or those who make its firmware. Copies share them.
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

  /// Ed25519 over signed_message(). Takes bytes of any content and size.
  Verification verify(Domain domain,
                      std::string_view payload,
                      std::string_view signature,
                      std::string_view key_id) const;

  std::size_t size() const { return keys_.size(); }
  bool contains(std::string_view key_id) const;

 private:
  std::map<std::string, std::shared_ptr<evp_pkey_st>, std::less<>> keys_;
};

}  // namespace soundcheck::assist
