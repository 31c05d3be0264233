#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "probes/board/trend_log.hpp"

namespace soundcheck {

/// Which measurements of which probes a history is kept of: the one place.

/// One series, "firmware.storage/available_data" for example.
struct Series {
  Outlook::Subject subject = Outlook::Subject::space;
  bool written = false;  ///< of Subject::flash: gigabytes, not per cent
  std::string of_which;  ///< "data"; empty where there is one only
};

/// Nothing: no history is kept of this measurement.
std::optional<Series> series_of(std::string_view name);

/// "probe/measurement", as series_of() takes it.
std::string series_name(std::string_view probe_id,
                        std::string_view measurement);

/// A board that has more of what is kept than this has the rest left out.
constexpr std::size_t max_series = 32;

}  // namespace soundcheck
