#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "agent/assist/audit.hpp"

namespace soundcheck::assist {

// The pure part of the audit log: lines and how they hang together.

/// One line by its number and the hash of its bytes.
struct Link {
  std::uint64_t number = 0;
  std::string hash = std::string(64, '0');

  friend bool operator==(const Link&, const Link&) = default;
};

struct Moment {
  std::chrono::milliseconds wall{};
  bool trusted = false;
  std::chrono::milliseconds monotonic{};
};

/// The line that follows `last`, without line feed.
std::string chain_line(const Link& last,
                       const AuditEvent& event,
                       const Moment& moment);
Link link_of(std::uint64_t number, std::string_view line);

struct Scan {
  Link last;
  std::size_t lines = 0;
  std::size_t sound_bytes = 0;  ///< of the lines before the first broken one
  std::size_t broken_line = 0;  ///< counted from 1; 0 = none is
  std::string problem;
};

/// Follows the chain. `recorded` is what was noted as the end of the log; later
/// lines may have come, none may have gone.
Scan scan_chain(std::string_view text, const std::optional<Link>& recorded);

/// A piece of the text: whole lines, as many as one answer may carry.
std::string lines_of(std::string_view text,
                     std::uint64_t skipped,
                     std::size_t limit);

/// The one line of the file that records the end of the log; of a fixed size,
/// so that it can be overwritten in place.
std::string to_record(const Link& link);
std::optional<Link> from_record(std::string_view text);

}  // namespace soundcheck::assist
