#pragma once

#include <string_view>
#include <vector>

#include "probes/board/identity.hpp"

namespace soundcheck {

/// The certificates of a PEM file, in their order; at most 512, at least one.
/// Errors: parse.
Result<std::vector<Certificate>> read_certificates(std::string_view pem);

/// Whether the first private key of one PEM file belongs to the first
/// certificate of the other. Errors: parse (the key, not the certificate, which
/// then just does not fit).
Result<bool> key_fits(std::string_view key_pem,
                      std::string_view certificate_pem);

}  // namespace soundcheck
