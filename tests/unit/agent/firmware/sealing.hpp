#pragma once

#include "agent/assist/signing_key.hpp"
#include "agent/firmware/seal_manifest.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/agent/assist/signing.hpp"

namespace soundcheck::test {

/// A manufacturer: a key "release-1", and the folder in which speakers have its
/// public half.
class Manufacturer {
 public:
  Manufacturer() {
    keys_.write("release-1.pem", key_.public_pem());
    secrets_.write("key.pem", key_.private_pem());
  }

  assist::TrustedKeys trusted() const {
    return assist::TrustedKeys::load(keys_.path()).value();
  }
  std::filesystem::path keys() const { return keys_.path(); }
  std::filesystem::path private_key() const {
    return secrets_.path() / "key.pem";
  }
  const SigningKey& key() const { return key_; }
  std::string seal(const FirmwareManifest& manifest) const {
    const auto key = assist::SigningKey::load(private_key()).value();
    return seal_manifest(manifest, key).value();
  }

 private:
  TemporaryFolder keys_, secrets_;
  SigningKey key_;
};

inline Sha256 hash_of(std::uint8_t first) {
  Sha256 hash{};
  hash[0] = first;
  return hash;
}

/// One of everything.
inline FirmwareManifest small_release() {
  FirmwareManifest release;
  release.product = "tune-one";
  release.version = "2.4.1";
  release.counter = 17;
  release.issued_unix_s = 1'700'000'000;
  release.expires_unix_s = 1'731'536'000;
  release.partitions = {{"rootfs", 4096, hash_of(1)}};
  release.files = {{"/usr/sbin/soundcheckd", 11, hash_of(2)},
                   {"/lib/firmware/wifi.bin", 12, hash_of(3)}};
  release.components = {
      {"wifi", "7.45", "/lib/firmware/wifi.bin", "/sys/wifi/version"}};
  release.key_id = "release-1";
  return release;
}

}  // namespace soundcheck::test
