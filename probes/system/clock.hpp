#pragma once

#include <chrono>
#include <string>

#include "probes/board/system.hpp"
#include "probes/board/web.hpp"
#include "probes/probe.hpp"

namespace soundcheck::system {

struct ClockLimits {
  std::string http_url;  ///< whose Date is compared; empty = none
  std::chrono::milliseconds http_timeout{3000};
  double max_http_offset_s = 60;
};

/// Is the wall clock right? TLS and every log depend on it.
Task<Verdict> check_clock(System& system,
                          Web& web,
                          ClockLimits limits,
                          Progress& progress);

}  // namespace soundcheck::system
