#include "cloud-sim/pki/keys.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include "cloud-sim/pki/secret_file.hpp"
#include "cloud-sim/wire/identifiers.hpp"

namespace soundcheck::cloud {
namespace {

std::string content_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<std::size_t>(size));
}

}  // namespace

Error openssl_error(std::string_view doing) {
  char text[256] = "no reason given";
  if (const auto code = ERR_get_error())
    ERR_error_string_n(code, text, sizeof text);
  ERR_clear_error();
  return {Errc::internal, "openssl", std::string(doing) + ": " + text};
}

Result<KeyPtr> make_p256_key() {
  KeyPtr key(EVP_EC_gen("P-256"));
  if (!key)
    return openssl_error("making a P-256 key");
  return key;
}

Result<KeyPtr> make_ed25519_key() {
  KeyPtr key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  if (!key)
    return openssl_error("making an Ed25519 key");
  return key;
}

Result<std::string> private_pem(EVP_PKEY* key) {
  BioPtr bio(BIO_new(BIO_s_mem()));
  if (!bio || PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0,
                                            nullptr, nullptr) != 1)
    return openssl_error("writing a private key");
  return content_of(bio.get());
}

Result<std::string> public_pem(EVP_PKEY* key) {
  BioPtr bio(BIO_new(BIO_s_mem()));
  if (!bio || PEM_write_bio_PUBKEY(bio.get(), key) != 1)
    return openssl_error("writing a public key");
  return content_of(bio.get());
}

Result<KeyPtr> parse_private_pem(const std::string& pem) {
  BioPtr bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  KeyPtr key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  if (!key) {
    ERR_clear_error();
    return Error(Errc::invalid, "key", "it holds no private key in PEM");
  }
  return key;
}

Result<std::string> key_id_of(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  if (size <= 0)
    return openssl_error("encoding a public key");
  const auto hash = sha256_hex(std::string_view(
      reinterpret_cast<char*>(der), static_cast<std::size_t>(size)));
  OPENSSL_free(der);
  return hash.substr(0, 16);
}

Result<KeyPtr> load_key(const std::filesystem::path& file) {
  const auto pem = read_file(file);
  if (!pem)
    return pem.error();
  auto key = parse_private_pem(*pem);
  if (!key)
    return key.error().during("reading " + file.string());
  return key;
}

Result<KeyPtr> load_or_make_key(const std::filesystem::path& file,
                                Result<KeyPtr> (*make)()) {
  if (std::filesystem::exists(file))
    return load_key(file);
  auto key = make();
  if (!key)
    return key;
  const auto pem = private_pem(key->get());
  if (!pem)
    return pem.error();
  const auto written = write_file(file, *pem, Access::secret);
  if (!written)
    return written.error();
  return key;
}

}  // namespace soundcheck::cloud
