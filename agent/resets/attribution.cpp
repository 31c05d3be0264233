#include "agent/resets/attribution.hpp"

namespace soundcheck {

StartReason attribute(LastEnd last_end, bool crashed, const ResetSigns& signs) {
  if (last_end == LastEnd::orderly)
    return StartReason::orderly;
  if (crashed)
    return StartReason::kernel_panic;
  if (signs.watchdog_fired == true)
    return StartReason::watchdog;
  if (signs.under_voltage || signs.supply_low == true)
    return StartReason::under_voltage;
  if (signs.overheated)
    return StartReason::overheat;
  const bool would_have_told =
      signs.why_no_crashes.empty() && signs.watchdog_fired.has_value();
  return last_end == LastEnd::abrupt && would_have_told
             ? StartReason::power_cycle
             : StartReason::unknown;
}

bool is_graver(const CrashRecord& a, const CrashRecord& b) {
  // The kinds stand in the order of their weight.
  if (a.kind != b.kind)
    return a.kind < b.kind;
  if (a.headline.empty() != b.headline.empty())
    return b.headline.empty();
  return a.wall_unix_s > b.wall_unix_s;
}

}  // namespace soundcheck
