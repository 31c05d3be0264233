#include "tests/unit/agent/assist/root.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdexcept>

namespace soundcheck::test {

Root::Root() {
  manifest.set_tenant("acme");
  manifest.set_version(1);
}

v1::OperatorKey& Root::add(const std::string& key_id,
                           const SigningKey& operator_key,
                           v1::KeyRole role,
                           const std::string& holder) {
  auto& added = *manifest.add_keys();
  added.set_key_id(key_id);
  added.set_public_key(raw_public_key(operator_key));
  added.set_role(role);
  added.set_holder(holder);
  added.set_not_after_unix_ms(4'102'444'800'000);
  return added;
}

std::string Root::seal_bytes(const std::string& bytes) const {
  v1::SignedKeyManifest envelope;
  envelope.set_manifest(bytes);
  envelope.set_key_id("root");
  envelope.set_signature(key.sign(assist::Domain::keys, bytes));
  return envelope.SerializeAsString();
}

void Root::install(const TemporaryFolder& folder) const {
  folder.write("roots/root.pem", key.public_pem());
}

std::string raw_public_key(const SigningKey& key) {
  const auto pem = key.public_pem();
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> read(
      PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr),
      &EVP_PKEY_free);
  std::string raw(32, '\0');
  auto size = raw.size();
  if (EVP_PKEY_get_raw_public_key(
          read.get(), reinterpret_cast<unsigned char*>(raw.data()), &size) != 1)
    throw std::runtime_error("OpenSSL refused");
  return raw;
}

std::string signature_of(const v1::SignedCommand& envelope,
                         const SigningKey& key) {
  if (envelope.keys_version() == 0)
    return key.sign(assist::Domain::command, envelope.command());
  std::string bytes;
  for (int i = 7; i >= 0; --i)
    bytes += static_cast<char>(envelope.keys_version() >> (8 * i) & 0xff);
  return key.sign(assist::Domain::command_under_keys,
                  bytes + envelope.command());
}

}  // namespace soundcheck::test
