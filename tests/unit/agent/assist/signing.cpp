#include "tests/unit/agent/assist/signing.hpp"

#include <fstream>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdexcept>
#include <stdlib.h>

namespace soundcheck::test {

namespace {

void require(bool done) {
  if (!done)
    throw std::runtime_error("OpenSSL refused");
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio, &data);
  std::string text(data, static_cast<std::size_t>(size));
  BIO_free(bio);
  return text;
}

}  // namespace

SigningKey::SigningKey(const char* type) {
  const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
      EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr), &EVP_PKEY_CTX_free);
  require(context && EVP_PKEY_keygen_init(context.get()) == 1);
  EVP_PKEY* key = nullptr;
  require(EVP_PKEY_generate(context.get(), &key) == 1);
  key_ = {key, &EVP_PKEY_free};
}

std::string SigningKey::sign(assist::Domain domain,
                             std::string_view payload) const {
  std::string message(to_string(domain));
  message += '\0';
  message += payload;
  std::string signature(64, '\0');
  auto size = signature.size();
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
      EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  require(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr,
                             key_.get()) == 1);
  require(EVP_DigestSign(
              context.get(), reinterpret_cast<unsigned char*>(signature.data()),
              &size, reinterpret_cast<const unsigned char*>(message.data()),
              message.size()) == 1);
  return signature;
}

std::string SigningKey::public_pem() const {
  auto* bio = BIO_new(BIO_s_mem());
  require(PEM_write_bio_PUBKEY(bio, key_.get()) == 1);
  return text_of(bio);
}

std::string SigningKey::private_pem() const {
  auto* bio = BIO_new(BIO_s_mem());
  require(PEM_write_bio_PrivateKey(bio, key_.get(), nullptr, nullptr, 0,
                                   nullptr, nullptr) == 1);
  return text_of(bio);
}

}  // namespace soundcheck::test
