#include "probes/board/trend_log.hpp"

namespace soundcheck {

Task<std::vector<Outlook>> NoTrendLog::outlooks() {
  co_return Error(Errc::unsupported, "only the daemon keeps a history");
}

}  // namespace soundcheck
