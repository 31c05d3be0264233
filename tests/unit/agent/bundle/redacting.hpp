#pragma once

#include <string>
#include <vector>

#include "agent/bundle/redact/redactor.hpp"

namespace soundcheck::test {

inline const std::string first_secret = "0123456789abcdef0123456789abcdef";

inline bundle::Redactor redactor(std::vector<bundle::Known> known = {},
                                 const std::string& secret = first_secret) {
  return bundle::Redactor(bundle::Pseudonyms(secret), known);
}

/// The line as it would leave.
inline std::string redacted(const std::string& line,
                            std::vector<bundle::Known> known = {}) {
  bundle::Counts counts{};
  return redactor(std::move(known)).text(line, counts);
}

}  // namespace soundcheck::test
