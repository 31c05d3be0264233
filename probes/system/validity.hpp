#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "probes/board/identity.hpp"

namespace soundcheck::system {

/// The time, as far as it is known.
struct KnownTime {
  std::int64_t unix_s = 0;
  /// The kernel says that its clock is synchronised, or a server told the time.
  bool vouched_for = false;
};

/// From when to when certificates are good that are needed together.
struct Validity {
  std::string_view whose;
  std::string_view measurement;  ///< its name, of the days left
  std::int64_t from_unix_s = 0;
  std::int64_t to_unix_s = 0;
};

enum class Span {
  good,
  ends_soon,
  over,
  unknown,  ///< by a clock for which nobody vouches, or it begins later
};

/// Of the speaker's own certificate and all that vouch for it, in one file.
Validity own_validity(const std::vector<Certificate>& certificates);
/// Of authorities of which one vouches for the broker: the one that is good for
/// longest, for a store holds old ones, too.
Validity authority_validity(const std::vector<Certificate>& authorities);

/// A certificate is good by any clock that says so; that it ends needs a clock
/// that somebody vouches for.
Span span_of(const Validity& validity, const KnownTime& now, double min_days);
double days_left(const Validity& validity, const KnownTime& now);

}  // namespace soundcheck::system
