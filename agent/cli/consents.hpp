#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "agent/cli/options.hpp"
#include "soundcheck/v1/local.pb.h"

namespace soundcheck::cli {

/// One line of the audit log about the owner's consent.
struct ConsentRecord {
  std::int64_t at_ms = 0;  ///< Unix time, by a clock that may be wrong
  std::string event;       ///< "consent_asked", "consent_granted", ...
  std::string verb;
  std::string detail;
  std::string command_id;
  std::string operator_name;
  std::string reason;
};

/// What a piece of the audit log tells of it.
struct ConsentPiece {
  std::uint64_t last = 0;  ///< number of the piece's last line; 0: none
  std::vector<ConsentRecord> records;
};
ConsentPiece consents_in(std::string_view lines);

/// Oldest first.
void print_consent_history(std::ostream& out,
                           const std::vector<ConsentRecord>& records,
                           Language language);
/// See agent/cli/README.md.
std::string json_of(const std::vector<ConsentRecord>& records);

}  // namespace soundcheck::cli
