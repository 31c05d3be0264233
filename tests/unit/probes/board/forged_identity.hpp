#pragma once

#include <cstdint>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <string>

namespace soundcheck::test {

template <class Write>
std::string pem_of(Write write) {
  BIO* memory = BIO_new(BIO_s_mem());
  write(memory);
  char* data = nullptr;
  const auto size = BIO_get_mem_data(memory, &data);
  std::string pem(data, static_cast<std::size_t>(size));
  BIO_free(memory);
  return pem;
}

/// A fresh key and a certificate that it signed for itself, in PEM.
class ForgedIdentity {
 public:
  struct Options {
    std::string name = "speaker-7";  ///< empty = none
    std::int64_t from_unix_s = 1'700'000'000;
    std::int64_t to_unix_s = 1'800'000'000;
  };

  ForgedIdentity() : ForgedIdentity(Options()) {}
  explicit ForgedIdentity(const Options& options) : pair_(EVP_EC_gen("P-256")) {
    X509* x509 = X509_new();
    set_time(X509_getm_notBefore(x509), options.from_unix_s);
    set_time(X509_getm_notAfter(x509), options.to_unix_s);
    if (!options.name.empty()) {
      X509_NAME_add_entry_by_txt(
          X509_get_subject_name(x509), "CN", MBSTRING_UTF8,
          reinterpret_cast<const unsigned char*>(options.name.c_str()), -1, -1,
          0);
    }
    X509_set_pubkey(x509, pair_);
    X509_sign(x509, pair_, EVP_sha256());
    certificate = pem_of([x509](BIO* out) { PEM_write_bio_X509(out, x509); });
    X509_free(x509);
    key = key_with(nullptr, "");
  }
  ~ForgedIdentity() { EVP_PKEY_free(pair_); }
  ForgedIdentity(const ForgedIdentity&) = delete;
  ForgedIdentity& operator=(const ForgedIdentity&) = delete;

  std::string encrypted_key() const {
    return key_with(EVP_aes_128_cbc(), "password");
  }

  std::string key, certificate;

 private:
  /// By days, because ASN1_TIME_set() takes no more than time_t has.
  static void set_time(ASN1_TIME* time, std::int64_t unix_s) {
    ASN1_TIME_adj(time, 0, static_cast<int>(unix_s / 86'400),
                  static_cast<long>(unix_s % 86'400));
  }
  std::string key_with(const EVP_CIPHER* cipher, std::string password) const {
    return pem_of([&](BIO* out) {
      PEM_write_bio_PKCS8PrivateKey(out, pair_, cipher, password.data(),
                                    static_cast<int>(password.size()), nullptr,
                                    nullptr);
    });
  }

  EVP_PKEY* pair_;
};

}  // namespace soundcheck::test
