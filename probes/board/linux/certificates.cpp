#include "probes/board/linux/certificates.hpp"

#include <array>
#include <memory>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <optional>

namespace soundcheck {

namespace {

constexpr std::size_t max_certificates = 512;

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using X509Ptr = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Time = std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)>;

Bio reading(std::string_view text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())),
          &BIO_free};
}

/// OpenSSL would ask the terminal.
int no_password(char*, int, int, void*) {
  return -1;
}

X509Ptr next_certificate(BIO* bio) {
  return {PEM_read_bio_X509_AUX(bio, nullptr, &no_password, nullptr),
          &X509_free};
}

/// Not by time_t, which ends in 2038 on some boards.
std::optional<std::int64_t> unix_seconds(const ASN1_TIME* time) {
  const Time epoch(ASN1_TIME_set(nullptr, 0), &ASN1_TIME_free);
  int days = 0;
  int seconds = 0;
  if (!epoch || ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1)
    return std::nullopt;
  return std::int64_t{days} * 86'400 + seconds;
}

std::string common_name(const X509* certificate) {
  auto* subject = X509_get_subject_name(certificate);
  const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (at < 0)
    return {};
  unsigned char* text = nullptr;
  const int size = ASN1_STRING_to_UTF8(
      &text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
  if (size < 0)
    return {};
  std::string name(reinterpret_cast<const char*>(text),
                   static_cast<std::size_t>(size));
  OPENSSL_free(text);
  return name;
}

Result<Certificate> described(const X509* certificate) {
  const auto begin = unix_seconds(X509_get0_notBefore(certificate));
  const auto end = unix_seconds(X509_get0_notAfter(certificate));
  if (!begin || !end)
    return Error(Errc::parse, "a certificate without a time that makes sense");
  return Certificate{common_name(certificate), *begin, *end};
}

/// Why reading ended; empties OpenSSL's queue of errors.
bool ended_in_order() {
  const auto code = ERR_peek_last_error();
  ERR_clear_error();
  return code == 0 || (ERR_GET_LIB(code) == ERR_LIB_PEM &&
                       ERR_GET_REASON(code) == PEM_R_NO_START_LINE);
}

}  // namespace

Result<std::vector<Certificate>> read_certificates(std::string_view pem) {
  ERR_clear_error();
  const auto bio = reading(pem);
  std::vector<Certificate> list;
  while (const auto certificate =
             bio ? next_certificate(bio.get()) : X509Ptr(nullptr, &X509_free)) {
    auto one = described(certificate.get());
    if (!one)
      return one.error();
    list.push_back(std::move(*one));
    if (list.size() > max_certificates)
      return Error(Errc::parse, "more certificates than anybody can mean");
  }
  if (!ended_in_order())
    return Error(Errc::parse, "a damaged certificate");
  if (list.empty())
    return Error(Errc::parse, "no certificate in PEM");
  return list;
}

Result<bool> key_fits(std::string_view key_pem,
                      std::string_view certificate_pem) {
  const auto key_bio = reading(key_pem);
  const auto certificate_bio = reading(certificate_pem);
  const Key key(key_bio ? PEM_read_bio_PrivateKey(key_bio.get(), nullptr,
                                                  &no_password, nullptr)
                        : nullptr,
                &EVP_PKEY_free);
  const auto certificate = certificate_bio
                               ? next_certificate(certificate_bio.get())
                               : X509Ptr(nullptr, &X509_free);
  const bool fits = key && certificate &&
                    X509_check_private_key(certificate.get(), key.get()) == 1;
  ERR_clear_error();
  if (!key) {
    return Error(Errc::parse,
                 "no private key in PEM that is read without a password");
  }
  return fits;
}

}  // namespace soundcheck
