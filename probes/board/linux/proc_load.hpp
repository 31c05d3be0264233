#pragma once

#include "probes/board/result.hpp"
#include "probes/board/system.hpp"

namespace soundcheck {

/// One file of /proc/pressure. Errors: parse.
Result<Pressure> parse_pressure(std::string_view text, std::string_view file);

struct LoadAverage {
  double load1 = 0, load5 = 0, load15 = 0;
};

/// /proc/loadavg. Errors: parse.
Result<LoadAverage> parse_loadavg(std::string_view text, std::string_view file);

/// How many CPUs a list such as "0-3,6" names. Errors: parse.
Result<unsigned> parse_cpu_list(std::string_view text, std::string_view file);

}  // namespace soundcheck
