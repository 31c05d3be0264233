#pragma once

#include <string>
#include <vector>

#include "cloud-sim/pki/openssl.hpp"

namespace soundcheck::cloud {

enum class Use { authority, server, client };

struct CertificateRequest {
  std::string common_name;
  std::string organisation;  ///< the tenant; also the organisational unit
  Use use = Use::client;
  /// For a server: DNS names and IP addresses that it answers to.
  std::vector<std::string> names = {};
  int days = 3650;
};

/// Issues an X.509 v3 certificate for the public half of `key`; signed by
/// `issuer`, or by itself when there is none. Errors: internal.
Result<CertificatePtr> issue_certificate(const CertificateRequest& request,
                                         EVP_PKEY* key,
                                         X509* issuer,
                                         EVP_PKEY* issuer_key);

Result<std::string> certificate_pem(X509* certificate);
/// Errors: invalid when it is no certificate.
Result<CertificatePtr> parse_certificate_pem(const std::string& pem);

}  // namespace soundcheck::cloud
