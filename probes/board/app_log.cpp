#include "probes/board/app_log.hpp"

namespace soundcheck {

Result<std::vector<AppNumber>> NoAppLog::numbers() {
  return Error(Errc::unsupported, "programs tell of themselves to the daemon");
}

}  // namespace soundcheck
