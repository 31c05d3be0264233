#pragma once

#include "probes/board/clock.hpp"

namespace soundcheck {

/// The kernel's clocks. monotonic() counts suspended time too
/// (CLOCK_BOOTTIME), because a speaker that slept is older for it.
class ClockLinux final : public Clock {
 public:
  std::chrono::milliseconds monotonic() const override;
  std::chrono::milliseconds wall() const override;
  bool trusted() const override;
  Task<void> sleep(std::chrono::milliseconds duration) override;
};

}  // namespace soundcheck
