#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "agent/assist/signature.hpp"

struct evp_pkey_st;

namespace soundcheck::test {

/// A folder of its own below the system's temporary folder, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, std::string_view text);

 private:
  std::filesystem::path path_;
};

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
