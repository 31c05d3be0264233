#include "cloud-sim/pki/certificates.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

namespace soundcheck::cloud {
namespace {

using ExtensionPtr = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;
using NamesPtr = std::unique_ptr<GENERAL_NAMES, Free<GENERAL_NAMES_free>>;

bool set_serial(X509* certificate) {
  unsigned char bytes[16];
  if (RAND_bytes(bytes, sizeof bytes) != 1)
    return false;
  bytes[0] &= 0x7f;  // positive, as RFC 5280 wants it
  BIGNUM* number = BN_bin2bn(bytes, sizeof bytes, nullptr);
  const bool done =
      BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
  BN_free(number);
  return done;
}

bool add_name(X509_NAME* name, const char* field, const std::string& value) {
  return value.empty() ||
         X509_NAME_add_entry_by_txt(
             name, field, MBSTRING_UTF8,
             reinterpret_cast<const unsigned char*>(value.c_str()), -1, -1,
             0) == 1;
}

bool add_extension(X509* certificate,
                   X509* issuer,
                   int nid,
                   const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

// Built from objects and not from a text like "DNS:a,IP:b": in such a text a
// name with a comma would smuggle in another one.
GENERAL_NAME* general_name(const std::string& name) {
  ASN1_OCTET_STRING* address = a2i_IPADDRESS(name.c_str());
  GENERAL_NAME* entry = GENERAL_NAME_new();
  if (address != nullptr) {
    GENERAL_NAME_set0_value(entry, GEN_IPADD, address);
    return entry;
  }
  ERR_clear_error();
  ASN1_IA5STRING* text = ASN1_IA5STRING_new();
  ASN1_STRING_set(text, name.data(), static_cast<int>(name.size()));
  GENERAL_NAME_set0_value(entry, GEN_DNS, text);
  return entry;
}

bool add_names(X509* certificate, const std::vector<std::string>& names) {
  if (names.empty())
    return true;
  NamesPtr list(GENERAL_NAMES_new());
  for (const auto& name : names)
    sk_GENERAL_NAME_push(list.get(), general_name(name));
  return X509_add1_ext_i2d(certificate, NID_subject_alt_name, list.get(), 0,
                           X509V3_ADD_DEFAULT) == 1;
}

bool add_use(X509* certificate, X509* issuer, Use use) {
  if (use == Use::authority)
    return add_extension(certificate, issuer, NID_basic_constraints,
                         "critical,CA:TRUE,pathlen:0") &&
           add_extension(certificate, issuer, NID_key_usage,
                         "critical,keyCertSign,cRLSign");
  return add_extension(certificate, issuer, NID_basic_constraints,
                       "critical,CA:FALSE") &&
         add_extension(certificate, issuer, NID_key_usage,
                       "critical,digitalSignature") &&
         add_extension(certificate, issuer, NID_ext_key_usage,
                       use == Use::server ? "serverAuth" : "clientAuth");
}

// Starts a day ago: a speaker that has just booted may lag behind.
bool fill(X509* certificate, const CertificateRequest& request, EVP_PKEY* key) {
  constexpr long day_s = 24 * 60 * 60;
  X509_NAME* subject = X509_get_subject_name(certificate);
  return X509_set_version(certificate, X509_VERSION_3) == 1 &&
         set_serial(certificate) &&
         X509_gmtime_adj(X509_getm_notBefore(certificate), -day_s) &&
         X509_gmtime_adj(X509_getm_notAfter(certificate),
                         request.days * day_s) &&
         add_name(subject, "O", request.organisation) &&
         add_name(subject, "OU", request.organisation) &&
         add_name(subject, "CN", request.common_name) &&
         X509_set_pubkey(certificate, key) == 1;
}

}  // namespace

Result<CertificatePtr> issue_certificate(const CertificateRequest& request,
                                         EVP_PKEY* key,
                                         X509* issuer,
                                         EVP_PKEY* issuer_key) {
  CertificatePtr certificate(X509_new());
  if (!certificate || !fill(certificate.get(), request, key))
    return openssl_error("making a certificate");
  X509* signer = issuer != nullptr ? issuer : certificate.get();
  EVP_PKEY* signer_key = issuer != nullptr ? issuer_key : key;
  if (X509_set_issuer_name(certificate.get(), X509_get_subject_name(signer)) !=
          1 ||
      !add_use(certificate.get(), signer, request.use) ||
      !add_extension(certificate.get(), signer, NID_subject_key_identifier,
                     "hash") ||
      !add_extension(certificate.get(), signer, NID_authority_key_identifier,
                     "keyid") ||
      !add_names(certificate.get(), request.names) ||
      X509_sign(certificate.get(), signer_key, EVP_sha256()) == 0)
    return openssl_error("signing a certificate");
  return certificate;
}

Result<std::string> certificate_pem(X509* certificate) {
  BioPtr bio(BIO_new(BIO_s_mem()));
  if (!bio || PEM_write_bio_X509(bio.get(), certificate) != 1)
    return openssl_error("writing a certificate");
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<std::size_t>(size));
}

Result<CertificatePtr> parse_certificate_pem(const std::string& pem) {
  BioPtr bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  CertificatePtr certificate(
      PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  if (!certificate) {
    ERR_clear_error();
    return Error(Errc::invalid, "certificate",
                 "it holds no certificate in PEM");
  }
  return certificate;
}

}  // namespace soundcheck::cloud
