#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "agent/assist/signature.hpp"

struct evp_pkey_st;

namespace soundcheck::assist {

/// A private key, on the machine that signs. No speaker has one of these.
class SigningKey {
 public:
  /// One Ed25519 private key in PEM (PKCS#8), as `openssl genpkey -algorithm
  /// ed25519` writes it; OpenSSL asks for the passphrase of an encrypted one.
  /// Errors name the file: io, parse.
  static Result<SigningKey> load(const std::filesystem::path& file);

  /// 64 bytes over signed_message(). Errors: internal.
  Result<std::string> sign(Domain domain, std::string_view payload) const;

 private:
  explicit SigningKey(std::shared_ptr<evp_pkey_st> key)
      : key_(std::move(key)) {}
  std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace soundcheck::assist
