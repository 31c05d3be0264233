#pragma once

#include <string>
#include <vector>

#include "cloud-sim/store/records.hpp"
#include "cloud-sim/store/schema.hpp"

namespace soundcheck::cloud {

/// Of so many spans of time; both 0 when there are none. Nearest rank.
struct SpanFigures {
  std::int64_t count = 0;
  UnixMs median_ms = 0, p95_ms = 0;
};

struct Share {
  std::int64_t part = 0, of = 0;
};

struct FrequentFault {
  std::string fault_id, model, firmware;
  std::int64_t cases = 0;
};

/// How well the support side does, from the records of the cases that were
/// opened since a time. Cases that turned out to be of another one are left
/// out.
struct Quality {
  std::int64_t opened = 0, open = 0, closed = 0, not_confirmed = 0;
  /// Of those that waited for a person: not of those that staff opened.
  SpanFigures first_response;
  SpanFigures named_fault;
  /// Of those that a person helped with.
  SpanFigures confirmed_cure;
  /// Cured with a person's help, in one session at most, without a second
  /// level and for good; of all that a person helped with and that are over.
  Share first_contact;
  /// Confirmed before anybody did anything; of all that are over.
  Share self_healed;
  Share stars;                        ///< the sum, and of how many ratings
  std::vector<FrequentFault> faults;  ///< most frequent first, at most ten
};

Quality measure_quality(Sqlite& db, UnixMs since_ms);

}  // namespace soundcheck::cloud
