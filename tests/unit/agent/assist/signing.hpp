#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "agent/assist/signature.hpp"

struct evp_pkey_st;

namespace soundcheck::test {

/// A private key as the cloud holds one, made afresh.
class SigningKey {
 public:
  /// `type` is OpenSSL's name of an algorithm that needs no parameters.
  explicit SigningKey(const char* type = "ED25519");
  std::string sign(assist::Domain domain, std::string_view payload) const;
  std::string public_pem() const;
  std::string private_pem() const;

 private:
  std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace soundcheck::test
