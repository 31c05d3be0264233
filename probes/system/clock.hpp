#pragma once

#include "probes/board/system.hpp"
#include "probes/board/web.hpp"
#include "probes/probe.hpp"
#include "probes/system/http_date.hpp"

namespace soundcheck::system {

struct ClockLimits {
  TimeServer server;  ///< whose Date is compared
  double max_http_offset_s = 60;
  /// 0: by its design nothing synchronises this product's clock.
  std::chrono::seconds max_unsynchronised{3600};
};

/// Is the wall clock right, and does anything keep it right? TLS and every log
/// depend on it.
///
/// A clock that was not synchronised for too long is a fault when it has gone
/// off by seconds, or when no server tells whether it has. One that is right
/// does its work, whoever sets it: that is told, and no fault. What is off by
/// more than the other limit is wrong, which is the graver fault.
Task<Verdict> check_clock(System& system,
                          Web& web,
                          ClockLimits limits,
                          Progress& progress);

}  // namespace soundcheck::system
