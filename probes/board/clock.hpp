#pragma once

#include <chrono>

#include "probes/board/result.hpp"

namespace soundcheck {

/// Time as a port, so that tests neither wait nor depend on the wall clock.
class Clock {
 public:
  virtual ~Clock() = default;

  /// Since boot; never jumps.
  virtual std::chrono::milliseconds monotonic() const = 0;
  /// Since 1970 in UTC; may be wrong, see trusted().
  virtual std::chrono::milliseconds wall() const = 0;
  /// True when the kernel says that the wall clock is synchronised.
  virtual bool trusted() const = 0;
  /// Ends after `duration`. Cancelled: Errc::cancelled.
  virtual Task<void> sleep(std::chrono::milliseconds duration) = 0;
};

}  // namespace soundcheck
