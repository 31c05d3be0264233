#pragma once

#include "probes/board/system.hpp"
#include "probes/board/web.hpp"
#include "probes/probe.hpp"
#include "probes/system/http_date.hpp"

namespace soundcheck::system {

struct ClockLimits {
  TimeServer server;  ///< whose Date is compared
  double max_http_offset_s = 60;
};

/// Is the wall clock right? TLS and every log depend on it.
Task<Verdict> check_clock(System& system,
                          Web& web,
                          ClockLimits limits,
                          Progress& progress);

}  // namespace soundcheck::system
