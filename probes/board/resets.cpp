#include "probes/board/resets.hpp"

namespace soundcheck {

std::string_view to_string(StartReason reason) {
  switch (reason) {
    case StartReason::unknown:
      return "an unknown end";
    case StartReason::orderly:
      return "an orderly stop";
    case StartReason::kernel_panic:
      return "a kernel panic";
    case StartReason::watchdog:
      return "a watchdog reset";
    case StartReason::under_voltage:
      return "under-voltage";
    case StartReason::overheat:
      return "overheating";
    case StartReason::power_cycle:
      return "a power cut";
  }
  return "an unknown end";
}

Task<Starts> NoStartLog::starts() {
  co_return Error(Errc::unsupported, "only the daemon writes starts down");
}

}  // namespace soundcheck
