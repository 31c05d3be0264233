#include "probes/wifi/link_numbers.hpp"

namespace soundcheck::wifi {

std::optional<int> signal_of(const WifiLink& link) {
  return link.signal_average_dbm ? link.signal_average_dbm : link.signal_dbm;
}

std::optional<double> retry_percent(const WifiLink& link,
                                    std::int64_t min_packets) {
  if (!link.tx_packets || !link.tx_retries || *link.tx_packets == 0 ||
      *link.tx_packets < min_packets) {
    return std::nullopt;
  }
  const double retries = *link.tx_retries;
  return 100.0 * retries / (retries + *link.tx_packets);
}

}  // namespace soundcheck::wifi
