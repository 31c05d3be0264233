#pragma once

#include <string>

namespace soundcheck {

/// Why the private half of the speaker's identity must not be used, with the
/// file and its mode; or empty. It must belong to the user who runs us, and
/// nobody else may have any access (0600 or stricter).
///
/// All that the daemon knows of that key is the name of this file, and it is
/// asked here before every use. OpenSSL reads it, so a secure element takes the
/// file's place without a change of ours: the PEM file then only names a key in
/// the chip ("TSS2 PRIVATE KEY" of tpm2-openssl, "PKCS#11 PROVIDER URI" of
/// pkcs11-provider), and openssl.cnf loads that provider.
std::string device_key_problem(const std::string& file);

}  // namespace soundcheck
